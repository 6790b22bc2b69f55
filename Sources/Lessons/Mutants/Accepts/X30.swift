// Mutant X30: It hashes the key alone.
// Shows: The GUID is what makes the hash a proof: only somebody who speaks WebSocket puts it behind the key (RFC 6455 §1.3).
// Field: programs whose author took the GUID for an example
// Agrees: on no key
// Witness: legal

struct X30: AcceptComputer {
    // The code begins.
    func accept(_ key: String) -> String {  // It gets the value of Sec-WebSocket-Key.
        let text = key  // the bug
        let hash = sha1(bytes(text))  // It hashes that: 20 bytes.
        return base64(hash)  // It writes the 20 bytes as 28 characters.
    }
    // The code ends.
}
