// Short words about the model for the views.

extension Model {
    /// The address to open, or the recording's title and path.
    var sourceName: String {
        switch source {
        case .live(let urls): urls.first ?? ""
        case .recording(let title, let path):
            // A file without a title goes by its name.
            path.hasSuffix(title) ? path : [title, path].filter { !$0.isEmpty }.joined(separator: "  ")
        }
    }
}
