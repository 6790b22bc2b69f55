// Mutant X24: Its GUID was typed from memory.
// Shows: The GUID is a fixed text of 36 characters. One wrong digit changes the whole hash (RFC 6455 §1.3).
// Field: 64 public files with 49 different invented GUIDs, the last part made up
// Agrees: on no key
// Witness: legal

struct X24: AcceptComputer {
    // The code begins.
    func accept(_ key: String) -> String {  // It gets the value of Sec-WebSocket-Key.
        let start = "258EAFA5-E914-47DA-95CA-"  // The first four parts of the GUID.
        let guid = start + "5AB0DC85B711"  // the bug
        let hash = sha1(bytes(key + guid))  // It hashes the key with the GUID behind it: 20 bytes.
        return base64(hash)  // It writes the 20 bytes as 28 characters.
    }
    // The code ends.
}
