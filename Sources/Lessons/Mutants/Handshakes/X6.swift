// Mutant X6: It compares the whole Connection header with one word.
// Shows: Connection is a list of words, in large or small letters; Upgrade must be one of them (RFC 6455 §4.2.1).
// Field: websocket.zig (issue 4), suave (706), tyrus (232) and seven others: Firefox sends "keep-alive, Upgrade"
// Agrees: where Connection is Upgrade
// Witness: legal

final class X6: HandshakeAnswerer {
    let desk: HandshakeDesk
    init(_ desk: HandshakeDesk) { self.desk = desk }

    // The code begins.
    func answer() {  // Here the program begins, with the head of a request.
        let upgrade = lower(header("Upgrade"))  // Capital letters do not matter here, so they become small ones.
        if upgrade != "websocket" {  // Another protocol is asked for.
            return refuse()  // It answers with 400.
        }
        let connection = header("Connection")  // The value of that header.
        if connection != "Upgrade" {  // the bug
            return refuse()  // It answers with 400.
        }
        accept()  // It answers with 101.
    }
    // The code ends.
}
