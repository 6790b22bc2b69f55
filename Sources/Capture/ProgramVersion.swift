// The version of wslens, in one place.

/// The version of the program, which is not that of the format of recordings.
public enum ProgramVersion {
    /// What `wslens --version` prints, the built-in client sends, and the newest release in CHANGELOG.md is called.
    public static let current = "0.1.0"
}
