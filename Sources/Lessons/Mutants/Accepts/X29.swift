// Mutant X29: It hashes a line feed behind the GUID.
// Shows: The text that is hashed ends with the last digit of the GUID (RFC 6455 §4.2.2).
// Field: shell scripts: echo adds a line feed, printf %s does not
// Agrees: on no key
// Witness: legal

struct X29: AcceptComputer {
    // The code begins.
    func accept(_ key: String) -> String {  // It gets the value of Sec-WebSocket-Key.
        let text = key + guid + "\n"  // the bug
        let hash = sha1(bytes(text))  // It hashes that: 20 bytes.
        return base64(hash)  // It writes the 20 bytes as 28 characters.
    }
    // The code ends.
}
