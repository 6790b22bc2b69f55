// Short words about the source for the views.

extension Context {
    /// The address to open, or the recording's title; a file without a title goes by its path.
    var sourceName: String {
        switch source {
        case .live(let urls): urls.first ?? ""
        case .recording(let title, let path): title.isEmpty || path.hasSuffix(title) ? path : title
        }
    }

    /// Where the recording was read from; nil if that is its name.
    var sourcePath: String? {
        guard case .recording(let title, let path) = source, !path.hasSuffix(title), !title.isEmpty else { return nil }
        return path
    }
}
