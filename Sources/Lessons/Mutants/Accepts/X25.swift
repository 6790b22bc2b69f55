// Mutant X25: It encodes the hash as hex digits first.
// Shows: Base64 is made of the 20 bytes of the hash, and not of the 40 digits that write them (RFC 6455 §4.2.2).
// Field: programs whose SHA-1 returns a text of hex digits
// Agrees: on no key
// Witness: legal

struct X25: AcceptComputer {
    // The code begins.
    func accept(_ key: String) -> String {  // It gets the value of Sec-WebSocket-Key.
        let hash = sha1(bytes(key + guid))  // It hashes the key with the GUID behind it: 20 bytes.
        let digits = hex(hash)  // the bug
        return base64(bytes(digits))  // It writes bytes in Base64.
    }
    // The code ends.
}
