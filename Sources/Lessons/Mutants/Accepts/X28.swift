// Mutant X28: Its GUID is in small letters.
// Shows: The GUID is hashed as a text, so that the case of its letters matters (RFC 6455 §1.3).
// Field: programs that keep a GUID as a number, and print it in their own way
// Agrees: on no key
// Witness: legal

struct X28: AcceptComputer {
    // The code begins.
    func accept(_ key: String) -> String {  // It gets the value of Sec-WebSocket-Key.
        let small = guid.lowercased()  // the bug
        let hash = sha1(bytes(key + small))  // It hashes the key with the GUID behind it: 20 bytes.
        return base64(hash)  // It writes the 20 bytes as 28 characters.
    }
    // The code ends.
}
