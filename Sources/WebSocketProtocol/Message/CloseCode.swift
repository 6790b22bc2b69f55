// The registry of close codes: RFC 6455 §7.4 and the IANA registry it founded.

/// The status code of a Close frame: why a connection ends.
public struct CloseCode: RawRepresentable, Sendable, Hashable {
    /// The number, 0...65535; two bytes on the wire, most significant first.
    public let rawValue: UInt16

    /// A code from its number. Any number can be represented; `mayBeSent` says whether it may be sent.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// 1000: the connection has served its purpose.
    public static let normal = CloseCode(rawValue: 1000)
    /// 1001: a server stops, or a browser leaves the page.
    public static let goingAway = CloseCode(rawValue: 1001)
    /// 1002: the peer broke the protocol.
    public static let protocolError = CloseCode(rawValue: 1002)
    /// 1005: the Close carried no code. Never sent.
    public static let noStatus = CloseCode(rawValue: 1005)
    /// 1006: there was no Close. Never sent.
    public static let abnormal = CloseCode(rawValue: 1006)
    /// 1007: the data did not fit the type of the message.
    public static let invalidData = CloseCode(rawValue: 1007)
    /// 1008: the peer does not keep to a rule of the endpoint's own.
    public static let policyViolation = CloseCode(rawValue: 1008)
    /// 1009: the message is too big to process.
    public static let messageTooBig = CloseCode(rawValue: 1009)

    /// Whether an endpoint may put it into a Close frame (§7.4).
    public var mayBeSent: Bool {
        switch rawValue {
        case 1004, 1005, 1006, 1015: false
        case 1000...1014, 3000...4999: true
        default: false
        }
    }

    /// Who may send it.
    public enum Sender: String, Sendable, Hashable {
        case either, client, server, nobody
    }

    /// Who sends this code where the registry says so.
    public var sender: Sender {
        if !mayBeSent { return .nobody }
        return switch rawValue {
        case 1010: .client
        case 1011, 1012, 1013, 1014: .server
        default: .either
        }
    }

    /// A short name: the registry's, or that of the range the code lies in.
    public var name: String {
        switch rawValue {
        case 1000: "Normal Closure"
        case 1001: "Going Away"
        case 1002: "Protocol Error"
        case 1003: "Unsupported Data"
        case 1004: "Reserved"
        case 1005: "No Status Received"
        case 1006: "Abnormal Closure"
        case 1007: "Invalid Payload Data"
        case 1008: "Policy Violation"
        case 1009: "Message Too Big"
        case 1010: "Mandatory Extension"
        case 1011: "Internal Error"
        case 1012: "Service Restart"
        case 1013: "Try Again Later"
        case 1014: "Bad Gateway"
        case 1015: "TLS Handshake"
        case 3000: "Unauthorized"
        case 3003: "Forbidden"
        case 3008: "Timeout"
        case 0...999: "Not Used"
        case 1016...2999: "Unassigned"
        case 3000...3999: "Registered"
        case 4000...4999: "Private Use"
        default: "Not a Close Code"
        }
    }

    /// The code with its name, as the start of a sentence: "1000 is Normal Closure". A range has no name to give.
    public var title: String {
        switch rawValue {
        case 1000...1015, 3000, 3003, 3008: "\(rawValue) is \(name)"
        default: "Close code \(rawValue)"
        }
    }

    /// What the code says, in a sentence.
    public var meaning: String {
        switch rawValue {
        case 1000: "The connection has served its purpose."
        case 1001: "The endpoint is going away: a server stops, or a browser leaves the page."
        case 1002: "The peer broke the protocol."
        case 1003: "The endpoint received a type of data that it can't accept."
        case 1004: "Reserved; its meaning may be defined later, and until then it is not sent."
        case 1005: "The Close frame carried no code. 1005 stands for that and is never sent."
        case 1006: "The connection ended without a Close frame. 1006 stands for that and is never sent."
        case 1007: "The data did not fit the message's type, such as text that is not UTF-8."
        case 1008: "The message broke a policy of the endpoint."
        case 1009: "The message is too big to process."
        case 1010: "The client expected an extension that the server did not agree to."
        case 1011: "The server met a condition that kept it from continuing."
        case 1012: "The server is restarting."
        case 1013: "The server is overloaded; the client may try again later."
        case 1014: "The server, acting as a gateway, got a bad answer from the server behind it."
        case 1015: "The TLS handshake failed. 1015 stands for that and is never sent."
        case 3000: "The endpoint must be authorised to use this resource."
        case 3003: "The endpoint is known, but not allowed to use this resource."
        case 3008: "The endpoint took too long."
        case 0...999: "Codes below 1000 are not used."
        case 1016...2999: "Reserved for the protocol and its extensions; not assigned yet, so it must not be sent."
        case 3000...3999: "Reserved for libraries, frameworks and applications that register it."
        case 4000...4999: "Reserved for private use; the two sides agree on its meaning."
        default: "Close codes end at 4999."
        }
    }
}
