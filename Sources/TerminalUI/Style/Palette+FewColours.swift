// The tables for 16 and 8 colours, and for none. The terminal decides what its "red" and "yellow" look like, and some
// are unreadable: yellow, green or cyan on white, blue on black. So those are backgrounds under black or white text
// here.
// 0 to 7: black, red, green, yellow, blue, magenta, cyan, white; 8 to 15 are the bright ones.

extension Palette {
    static let dark16 = bright(text: 7, bold: false)
    static let contrast16 = bright(text: 15, bold: true)
    static let dark8 = basic(bold: false)
    static let contrast8 = basic(bold: true)

    private static func bright(text: Int, bold: Bool) -> Palette {
        Palette(
            background: 0,
            looks: [
                .text: .ink(text), .muted: .ink(7), .title: .ink(15, bold: true), .border: .ink(7),
                .key: .ink(15, bold: true), .client: .ink(14, bold: bold), .server: .ink(11, bold: bold),
                .good: .ink(10, bold: bold), .warning: .ink(11, bold: true), .bad: .ink(15, on: 1, bold: true),
                .field1: .ink(14, bold: bold), .field2: .ink(11, bold: bold), .field3: .ink(10, bold: bold),
                .field4: .ink(0, on: 3), .field5: .ink(9, bold: bold), .field6: .ink(13, bold: bold),
                .selection: .ink(15, on: 4, bold: true), .cursor: .ink(0, on: 15), .mark: .ink(0, on: 6),
                .code: .ink(0, on: 15),
            ])
    }

    /// Eight colours on black. Many terminals show bold text of these in the bright colour.
    private static func basic(bold: Bool) -> Palette {
        Palette(
            background: 0,
            looks: [
                .text: .ink(7, bold: bold), .muted: .ink(7), .title: .ink(7, bold: true), .border: .ink(7),
                .key: .ink(7, bold: true), .client: .ink(6, bold: bold), .server: .ink(3, bold: bold),
                .good: .ink(2, bold: bold), .warning: .ink(3, bold: true), .bad: .ink(7, on: 1, bold: true),
                .field1: .ink(6, bold: bold), .field2: .ink(3, bold: bold), .field3: .ink(2, bold: bold),
                .field4: .ink(0, on: 3), .field5: .ink(1, bold: true), .field6: .ink(5, bold: true),
                .selection: .ink(7, on: 4, bold: true), .cursor: .ink(0, on: 7), .mark: .ink(0, on: 6),
                .code: .ink(0, on: 7),
            ])
    }

    /// Black on the lightest colour there is.
    static func light(white: Int) -> Palette {
        Palette(
            background: white,
            looks: [
                .text: .ink(0), .muted: .ink(0), .title: .ink(0, bold: true), .border: .ink(0),
                .key: .ink(0, bold: true), .client: .ink(4), .server: .ink(5),
                .good: .ink(0, on: 2), .warning: .ink(0, on: 3), .bad: .ink(white, on: 1, bold: true),
                .field1: .ink(4), .field2: .ink(0, on: 3), .field3: .ink(0, on: 2),
                .field4: .ink(0, on: 6), .field5: .ink(1), .field6: .ink(5),
                .selection: .ink(white, on: 4, bold: true), .cursor: .ink(white, on: 0, bold: true),
                .mark: .ink(0, on: 6, underline: true), .code: .ink(0, on: white),
            ])
    }

    /// Attributes only. Reverse is kept for what is under the cursor or selected, so that a place is never lost.
    static let mono = Palette(
        background: nil,
        looks: [
            .text: .ink(nil), .muted: .ink(nil), .title: .ink(nil, bold: true), .border: .ink(nil),
            .key: .ink(nil, bold: true), .client: .ink(nil), .server: .ink(nil, bold: true),
            .good: .ink(nil), .warning: .ink(nil, underline: true), .bad: .ink(nil, bold: true, underline: true),
            .field1: .ink(nil, bold: true), .field2: .ink(nil), .field3: .ink(nil, underline: true),
            .field4: .ink(nil, bold: true, underline: true), .field5: .ink(nil), .field6: .ink(nil, bold: true),
            .selection: Appearance(reverse: true), .cursor: Appearance(bold: true, reverse: true),
            .mark: Appearance(underline: true, reverse: true),
            // Most terminals write white on black.
            .code: Appearance(reverse: true),
        ])
}
