// What the reader can ask for.

/// The meaning of a key.
enum UserAction: Sendable, Hashable {
    case show(Screen)
    case nextStep, previousStep
    case nextField, previousField
    case nextFrame, previousFrame
    case nextRead, previousRead
    case nextNote, previousNote
    case down, up
    case pageDown, pageUp
    case first, last
    case enter, back
    case playOrPause, faster, slower
    case nextPane, previousPane, zoom, wholeText
    case follow, pauseView, veil, hideTexts
    case nextConnection, previousConnection, news
    case filter, nextMatch, previousMatch
    case mark, jump, goTo
    case write, reload
    case theme, projector, mouse
    case startDemonstration, ping, address
    case openClient, closeConnection
    case help, tables, quit
    /// Something that only one screen does, by a name that it chooses.
    case own(String)

    /// Whether it does something before there is any connection.
    var needsNoConnection: Bool {
        switch self {
        case .startDemonstration, .openClient, .address, .reload, .theme, .projector, .mouse, .help, .tables, .quit:
            true
        default: false
        }
    }
}
