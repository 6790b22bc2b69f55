// Short words about the model for the views.

extension Model {
    /// The address to open, or the recording's title.
    var sourceName: String {
        switch source {
        case .live(let urls): urls.first ?? ""
        case .recording(let title): title
        }
    }
}
