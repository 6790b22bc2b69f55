// What becomes of messages for a connection that does not read.
//
//   queue ■■■■■■■■ high mark    + a message    drop: gone, and counted    close: 1008    hold: its sender is not read

/// What becomes of messages of others for a connection that does not read what was sent to it.
public enum SlowReaderPolicy: String, Sendable, CaseIterable {
    /// Whole messages are dropped, the newest first, and counted.
    case drop
    /// The connection is closed with 1008; what waits is dropped.
    case close
    /// Whoever wants to send to it waits.
    case hold
}
