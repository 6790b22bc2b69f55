// Colours of the 256-colour palette: their contrast (WCAG 2), what red-blind and green-blind eyes see (the matrices of
// Machado, Oliveira and Fernandes, 2009), and their distance in Oklab, which is about as far apart as they look.

import Foundation

/// How an eye sees colours.
enum Vision: CaseIterable {
    case usual, redBlind, greenBlind
}

/// A colour as linear light, each part from 0 to 1.
struct Colour {
    var red, green, blue: Double

    /// One of the colours 16 to 255, which are the same on all terminals.
    init(index: Int) {
        if index >= 232 {
            let grey = Self.linear(8 + 10 * (index - 232))
            (red, green, blue) = (grey, grey, grey)
        } else {
            let levels = [0, 95, 135, 175, 215, 255]
            let cube = index - 16
            red = Self.linear(levels[cube / 36])
            green = Self.linear(levels[cube / 6 % 6])
            blue = Self.linear(levels[cube % 6])
        }
    }

    private static func linear(_ value: Int) -> Double {
        let part = Double(value) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }

    private var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

    func contrast(with other: Colour) -> Double {
        let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    func seen(by vision: Vision) -> Colour {
        switch vision {
        case .usual: self
        case .redBlind:
            mixed([0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998])
        case .greenBlind:
            mixed([0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881])
        }
    }

    private func mixed(_ toRed: [Double], _ toGreen: [Double], _ toBlue: [Double]) -> Colour {
        func sum(_ row: [Double]) -> Double { min(1, max(0, row[0] * red + row[1] * green + row[2] * blue)) }
        var colour = self
        (colour.red, colour.green, colour.blue) = (sum(toRed), sum(toGreen), sum(toBlue))
        return colour
    }

    func distance(to other: Colour) -> Double {
        let squares = zip(oklab, other.oklab).map { ($0 - $1) * ($0 - $1) }
        return squares.reduce(0, +).squareRoot()
    }

    private var oklab: [Double] {
        let long = pow(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue, 1 / 3)
        let medium = pow(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue, 1 / 3)
        let short = pow(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue, 1 / 3)
        return [
            0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
            1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
            0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
        ]
    }
}
