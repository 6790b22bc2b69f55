// Mutant X27: It keeps the line feed behind the key.
// Shows: The value of a header ends before the end of its line (RFC 6455 §4.2.2, RFC 9112 §5.1).
// Field: programs that read a line with the line feed at its end
// Agrees: on no key
// Witness: legal

struct X27: AcceptComputer {
    // The code begins.
    func accept(_ line: String) -> String {  // It gets the value of Sec-WebSocket-Key.
        let key = line + "\n"  // the bug
        let hash = sha1(bytes(key + guid))  // It hashes the key with the GUID behind it: 20 bytes.
        return base64(hash)  // It writes the 20 bytes as 28 characters.
    }
    // The code ends.
}
