// Mutant X26: It decodes the key before it hashes it.
// Shows: The key is hashed as the text that was sent; nobody decodes it (RFC 6455 §4.2.2).
// Field: programs that take the key for the 16 bytes behind it
// Agrees: on no key
// Witness: legal

struct X26: AcceptComputer {
    // The code begins.
    func accept(_ key: String) -> String {  // It gets the value of Sec-WebSocket-Key.
        let start = decoded(key)  // the bug
        let hash = sha1(start + bytes(guid))  // It hashes the two, one behind the other: 20 bytes.
        return base64(hash)  // It writes the 20 bytes as 28 characters.
    }
    // The code ends.
}
