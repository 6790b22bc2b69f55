// `decode` and `encode`: the exact JSON, the exit statuses, and the errors for bad input.

import Testing

@Suite struct DecodeTests {
    private static let hello = "81 85 37 fa 21 3d 7f 9f 4d 51 58"

    @Test func jsonIsAsPromised() throws {
        let run = try Program.run("decode --json \(Self.hello)")
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(
            run.lines == [
                #"{"event":"frame","connection":1,"time":0.0,"from":"client","index":0,"offset":0,"fin":true,"rsv1":false,"#
                    + #""rsv2":false,"rsv3":false,"opcode":1,"name":"text","masked":true,"maskingKey":"37fa213d","#
                    + #""lengthBits":7,"payloadLength":5,"headerLength":6,"payload":"48656c6c6f","text":"Hello","violations":[]}"#,
                #"{"event":"message","connection":1,"time":0.0,"from":"client","kind":"text","length":5,"frames":[0],"text":"Hello"}"#,
            ])
    }

    @Test func aReportFitsEightyColumnsWithoutATerminal() throws {
        let expected = """
            frame 0  client -> server  text  5 bytes  (at byte 0)
              81                      1... ....  FIN is 1: this frame ends its message.
                                                 (RFC 6455 §5.2)
                                      .0.. ....  RSV1 is 0: no extension was agreed on.
                                                 (RFC 6455 §5.2)
                                      ..0. ....  RSV2 is 0: no extension was agreed on.
                                                 (RFC 6455 §5.2)
                                      ...0 ....  RSV3 is 0: no extension was agreed on.
                                                 (RFC 6455 §5.2)
                                      .... 0001  The opcode is 1: a text frame; the payload
                                                 is UTF-8. (RFC 6455 §5.6)
              85                      1... ....  MASK is 1: the payload is masked with a key
                                                 of four bytes. (RFC 6455 §5.1)
                                      .000 0101  The length bits are 5: the payload has 5
                                                 bytes. (RFC 6455 §5.2)
              37 fa 21 3d                        Masking key: payload byte i is XORed with
                                                 key byte i mod 4. (RFC 6455 §5.3)
              payload on the wire  7f 9f 4d 51 58
                      unmasked     48 65 6c 6c 6f
                      as text      "Hello"
            message 0  text  5 bytes in 1 frame


            """
        #expect(try Program.run("decode \(Self.hello)").output == expected)
    }

    @Test(arguments: [
        "81 fe 0100 01020304" + String(repeating: " 00", count: 256),
        "81 7e 0090" + String(repeating: " 61", count: 144),
        "88 7d 03e9" + String(repeating: " 61", count: 123),
        "ff ff 7fffffffffffffff 01020304 05",
        "88 81 00000000 03",
    ])
    func longReportsFitEightyColumns(_ hex: String) throws {
        let run = try Program.run("decode \(hex)")
        #expect(run.lines.allSatisfy { $0.count <= 80 }, "\(run.output)")
        let report = run.lines.joined().filter { $0 != " " }
        #expect(report.contains("(RFC6455§5.2)"))
    }

    /// Bytes are shown as text if the frame says that they are text.
    @Test(arguments: [
        ("81 02 48 69", #"          as text      "Hi""#, true), ("82 02 48 69", "as text", false),
        ("89 02 48 69", #"          as text      "Hi""#, true), ("8a 02 48 00", "as text", false),
        ("82 01 00", "binary  1 byte  ", true),
    ])
    func textIsShownForText(_ hex: String, _ words: String, _ isShown: Bool) throws {
        let run = try Program.run("decode --from server \(hex)")
        #expect(run.output.contains(words) == isShown)
    }

    @Test(arguments: [
        "818537fa213d7f9f4d5158", "81:85:37:fa:21:3d:7f:9f:4d:51:58",
        "0x81,0x85,0x37,0xfa,0x21,0x3d,0x7f,0x9f,0x4d,0x51,0x58",
        "81 85 37FA213D 7F9F4D5158",
    ])
    func everyWayOfWritingHexIsRead(_ hex: String) throws {
        let expected = try Program.run("decode --json \(Self.hello)").output
        #expect(try Program.run(["decode", "--json", hex]).output == expected)
        #expect(try Program.run("decode --json -", input: hex + "\n").output == expected)
    }

    /// More input than a pipe holds, and a program that reads none of it.
    @Test func wrongUsageIsReportedBeforeAnythingIsRead() throws {
        let run = try Program.run(["decode", "--no-such-option", "-"], input: String(repeating: "81", count: 1 << 19))
        #expect(run.status == 64)
        #expect(run.errors.contains("Unknown option '--no-such-option'"))
    }

    @Test func violationsAreObjectsAndTheStatusIs1() throws {
        let run = try Program.run("decode --json 81 05 48 65 6c 6c 6f")
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                #""violations":[{"rule":"client-frame-not-masked","section":"5.1","level":"MUST","closeCode":1002,"offset":1,"#
                    + #""sentence":"A client must mask every frame; this one is not masked, so the server closes with 1002.","found":"MASK is 0"}]"#
            ))
    }

    @Test(arguments: [
        ("80 80 00000000", "continuation-without-message"),
        ("81 82 00000000 c3 28", "text-not-utf8"),
        ("81 81 00000000 e2", "text-not-utf8"),
        ("c1 80 00000000", "reserved-bit-set"),
        ("83 80 00000000", "reserved-opcode"),
        ("88 81 00000000 03", "close-payload-one-byte"),
        ("88 82 00000000 03 ed", "close-code-not-allowed"),
        ("81 fe 0005 00000000 48656c6c6f", "length-not-minimal"),
        ("09 80 00000000", "control-frame-fragmented"),
    ])
    func brokenFramesAreDecodedAndNamed(_ hex: String, _ rule: String) throws {
        let json = try Program.run("decode --json \(hex)")
        #expect(json.status == 1)
        #expect(json.lines.first?.hasPrefix(#"{"event":"frame""#) == true)
        #expect(json.output.contains("\"rule\":\"\(rule)\""))
        let text = try Program.run("decode \(hex)")
        #expect(text.status == 1)
        #expect(text.output.contains("! \(rule) at byte"))
    }

    @Test func aServersFramesAreJudgedAsAServers() throws {
        #expect(try Program.run("decode --from server 81 05 48 65 6c 6c 6f").status == 0)
        #expect(try Program.run("decode --from server \(Self.hello)").output.contains("server-frame-masked"))
    }

    @Test func severalFramesMakeMessages() throws {
        let run = try Program.run("decode --json --from server 01 03 48 65 6c 89 00 80 02 6c 6f")
        #expect(run.status == 0)
        #expect(run.lines.last?.contains(#""kind":"text","length":5,"frames":[0,2],"text":"Hello""#) == true)
    }

    /// They are read piece by piece, and a frame may lie in two of them.
    @Test func manyFramesAreAllPrinted() throws {
        let count = 8192
        let run = try Program.run(
            "decode --json --from server -", input: String(repeating: "810548656c6c6f 01027e7e8000 ", count: count))
        #expect(run.status == 0)
        #expect(run.lines.count == 5 * count)
        #expect(run.lines.filter { $0.contains(#""kind":"text","length":5"#) }.count == count)
        #expect(run.lines.last?.contains(#""text":"~~""#) == true)
    }

    @Test func aPayloadIsCutAtTheLimit() throws {
        let run = try Program.run("decode --json --payload-limit 2 \(Self.hello)")
        #expect(run.output.contains(#""payload":"4865","payloadTruncated":true,"text":"He""#))
    }

    @Test(arguments: [
        ("decode 81 8g", "wslens: Character 5, 'g', is not a hexadecimal digit."),
        ("decode 81 8", "wslens: "),
        ("decode -", "wslens: There are no bytes to decode."),
        (
            "decode 81 85 37",
            "wslens: The bytes end inside frame 0, which starts at byte 0: masking key, has 1 byte, needs 3 more."
        ),
    ])
    func badInputIsStatus2AndOneLine(_ line: String, _ message: String) throws {
        let run = try Program.run(line)
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix(message), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test(arguments: [
        "decode --from nobody 81", "decode --nonsense", "encode", "encode --opcode 16", "serve --port 65536",
        "serve --port 0 --token=", "live --token=",
    ])
    func wrongUsageIsStatus64(_ line: String) throws {
        let run = try Program.run(line)
        #expect(run.status == 64)
        #expect(run.output == "")
    }

    @Test(arguments: [
        ("encode --text Hello --key 37fa213d", "818537fa213d7f9f4d5158"),
        ("encode --from server --text Hello", "810548656c6c6f"),
        ("encode --from server --close 1000 --reason bye", "880503e8627965"),
        ("encode --from server --text Hel --no-fin", "010348656c"),
        ("encode --from server --opcode 3 --payload fffe --rsv1", "c302fffe"),
        ("encode --from server --binary 01 --length-bits 64", "827f000000000000000101"),
        ("encode --from server --ping hi --length 4", "89046869"),
        ("encode --no-mask --pong hi", "8a026869"),
    ])
    func encodeBuildsTheFrameAskedFor(_ line: String, _ hex: String) throws {
        let run = try Program.run(line)
        #expect(run.status == 0)
        #expect(run.output == hex + "\n")
    }

    @Test func encodeReportsBrokenRules() throws {
        #expect(try Program.run("encode --no-mask --text Hi").errors.contains("client-frame-not-masked"))
        #expect(try Program.run("encode --text Hi").errors == "")
    }
}
