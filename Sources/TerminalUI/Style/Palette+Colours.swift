// The tables for 256 colours. Indices: 16 is black, 231 white, 232-255 greys, the rest a cube of 6 levels each of red,
// green and blue. Every colour has a contrast of at least 4.5:1 with its background (7:1 in high contrast), and the
// field hues stay apart for red-blind and green-blind eyes; the tests compute both.

extension Palette {
    static let dark256 = Palette(
        background: 16,
        looks: [
            .text: .ink(252), .muted: .ink(247), .title: .ink(231, bold: true), .border: .ink(243),
            .key: .ink(231, bold: true), .client: .ink(117), .server: .ink(215),
            .good: .ink(78), .warning: .ink(221), .bad: .ink(203, bold: true),
            .field1: .ink(33), .field2: .ink(214), .field3: .ink(36),
            .field4: .ink(226), .field5: .ink(196), .field6: .ink(183),
            .selection: .ink(231, on: 24), .cursor: .ink(16, on: 231, bold: true), .mark: .ink(16, on: 183),
            .code: .ink(16, on: 231),
        ])

    static let light256 = Palette(
        background: 231,
        looks: [
            .text: .ink(16), .muted: .ink(240), .title: .ink(16, bold: true), .border: .ink(243),
            .key: .ink(16, bold: true), .client: .ink(25), .server: .ink(130),
            .good: .ink(22), .warning: .ink(94), .bad: .ink(124, bold: true),
            .field1: .ink(18), .field2: .ink(130), .field3: .ink(29),
            .field4: .ink(23), .field5: .ink(88), .field6: .ink(91),
            .selection: .ink(231, on: 25), .cursor: .ink(231, on: 16, bold: true), .mark: .ink(16, on: 222),
            .code: .ink(16, on: 231),
        ])

    static let contrast256 = Palette(
        background: 16,
        looks: [
            .text: .ink(231), .muted: .ink(252), .title: .ink(231, bold: true), .border: .ink(231),
            .key: .ink(231, bold: true), .client: .ink(87), .server: .ink(214),
            .good: .ink(118), .warning: .ink(226), .bad: .ink(210, bold: true),
            .field1: .ink(81), .field2: .ink(208), .field3: .ink(118),
            .field4: .ink(229), .field5: .ink(204), .field6: .ink(141),
            .selection: .ink(16, on: 231, bold: true), .cursor: .ink(16, on: 226, bold: true), .mark: .ink(16, on: 87),
            .code: .ink(16, on: 231),
        ])
}
