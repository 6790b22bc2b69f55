// What reaches the inspector from outside, and what it asks the outside to do.

public import Capture
public import Lessons
public import TerminalUI

/// Something that happened.
public enum Input: Sendable {
    /// A key was pressed.
    case key(Key)
    /// The mouse was used.
    case mouse(MouseEvent)
    /// The terminal changed its size.
    case resize(Size)
    /// Events were taken from the log.
    case events([LoggedEvent])
    /// A recording was read: at the start of a replay, and again when it was reloaded.
    case recording(RecordingContent)
    /// A recording was written, with so many events; what its format cannot hold, in words.
    case written(path: String, events: Int, losses: [String])
    /// The answer to a request that would replace the file at `path`; nothing was written.
    case fileExists(path: String)
    /// Time passed; the log's clock shows this many seconds.
    case tick(Double)
    /// The time of day, as ISO 8601: when an answer was given.
    case wallTime(String)
    /// What the file of the student's progress holds now.
    case progress(Progress)
    /// That many events wait in the log, because the view is paused; that many more were dropped to save memory.
    case held(Int, lost: Int)
    /// That many connections came and went faster than they could be shown.
    case unseen(Int)
    /// The recording has ended, for the reason given in words.
    case recordingEnded(String)
    /// The run loop has a notice for the reader.
    case notice(String)
    /// The seed of the masking keys of what is sent next; another one comes after each `Command.send`.
    case seed(UInt64)
    /// How the server is doing.
    case server(ServerStatus)
    /// A client of wslens's own has connected from this address.
    case clientOpened(address: String)
}

/// Something for the run loop to do.
public enum Command: Sendable, Hashable {
    /// End the program.
    case quit
    /// Draw with another theme.
    case setTheme(ThemeName)
    /// Let the terminal report clicks and the wheel, or leave the mouse to it.
    case setMouse(Bool)
    /// Connect the built-in demonstration client.
    case startDemonstration
    /// Compress messages on the connections whose handshake is still to come, or decline that.
    case compress(Bool)
    /// Send a Ping on the connection of that number.
    case ping(Int)
    /// Read nothing more from a connection, or go on.
    case holdReading(Int, Bool)
    /// Change when answers are handed to the system.
    case setBatching(Batching)
    /// What becomes of messages of others for connections that do not read.
    case setSlowReader(SlowReaderPolicy)
    /// Do wrong on purpose: on an open connection, or, with nil, on the WebSocket that is opened next.
    case setMischief(Set<Mischief>, connection: Int?)
    /// Send a text of the server's own.
    case sendText(String, MessageAudience)
    /// Send bytes of any kind. The answer is a notice, and `Input.seed`.
    case send(SendOrder)
    /// Connect a client of wslens's own to the server. The answer is `Input.clientOpened`, or a notice of what went wrong.
    case openClient
    /// Write a recording. The answer is `Input.written`, `fileExists`, or a notice of what went wrong.
    case write(WriteRequest)
    /// Read the recording's file again. The answer is `Input.recording`, or a notice of what went wrong.
    case reload
    /// Keep an answer in the file of the student's progress. The answer is `Input.progress`, or a notice of what went wrong.
    case record(Attempt)
    /// Keep how many hints of an exercise were shown, and when. The answer is that of `record`.
    case noteHints(Int, id: String, time: String)
}
