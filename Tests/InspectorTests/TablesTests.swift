// The page of opcodes and close codes.

import TerminalUI
import TestSupport
import Testing

@testable import Inspector

@Suite struct TablesTests {
    private static let screens = Screen.allCases.map { Character("\($0.rawValue)") }

    @Test func `All opcodes and close codes are one key away`() {
        let screen = ByteScreens.frame(Wire.hello).pressing(.character("O"))
        expectScreen(
            screen.body,
            is: #"""
                  Opcodes (RFC 6455 §5.2)

                    0x0        data     A continuation of the open message (§5.4).
                    0x1        data     A text frame; the payload is UTF-8 (§5.6).
                    0x2        data     A binary frame; the payload is bytes that only the
                                        application understands (§5.6).
                    0x3-0x7    data     Reserved for data frames yet to be defined (§5.2).
                    0x8        control  A Close, which starts or answers the closing handshake
                                        (§5.5.1).
                    0x9        control  A Ping, which the receiver answers with a Pong that
                                        carries the same payload (§5.5.2).
                    0xa        control  A Pong, the answer to a Ping (§5.5.3).
                    0xb-0xf    control  Reserved for control frames yet to be defined (§5.2).

                  Close codes, and who may send them (RFC 6455 §7.4)

                    0-999      never    Not Used. Codes below 1000 are not used (§7.4.2).
                    1000       either   Normal Closure. The connection has served its purpose
                                        (§7.4.1).
                    1001       either   Going Away. The endpoint is going away: a server
                                        stops, or a browser leaves the page (§7.4.1).
                    1002       either   Protocol Error. The peer broke the protocol (§7.4.1).
                  line 1-22 of 75
                """#)
        expectScreen(
            screen.pressing(.pageDown).body,
            is: #"""
                    1002       either   Protocol Error. The peer broke the protocol (§7.4.1).
                    1003       either   Unsupported Data. The endpoint received a type of data
                                        that it can't accept (§7.4.1).
                    1004       never    Reserved; its meaning may be defined later, and until
                                        then it is not sent (§7.4.1).
                    1005       never    No Status Received. The Close frame carried no code.
                                        1005 stands for that and is never sent (§7.4.1).
                    1006       never    Abnormal Closure. The connection ended without a Close
                                        frame. 1006 stands for that and is never sent
                                        (§7.4.1).
                    1007       either   Invalid Payload Data. The data did not fit the
                                        message's type, such as text that is not UTF-8
                                        (§7.4.1).
                    1008       either   Policy Violation. The message broke a policy of the
                                        endpoint (§7.4.1).
                    1009       either   Message Too Big. The message is too big to process
                                        (§7.4.1).
                    1010       client   Mandatory Extension. The client expected an extension
                                        that the server did not agree to (§7.4.1).
                    1011       server   Internal Error. The server met a condition that kept
                                        it from continuing (§7.4.1).
                    1012       server   Service Restart. The server is restarting (§11.7).
                  line 22-43 of 75
                """#)
        expectScreen(
            screen.pressing(.end).body,
            is: #"""
                                        applications that register it (§7.4.2).
                    4000-4999  either   Private Use. Reserved for private use; the two sides
                                        agree on its meaning (§7.4.2).

                  The alphabet of Base64: a character for each number of 6 bits (RFC 4648 §4)

                    0-15    A  B  C  D  E  F  G  H  I  J  K  L  M  N  O  P
                    16-31   Q  R  S  T  U  V  W  X  Y  Z  a  b  c  d  e  f
                    32-47   g  h  i  j  k  l  m  n  o  p  q  r  s  t  u  v
                    48-63   w  x  y  z  0  1  2  3  4  5  6  7  8  9  +  /

                  ASCII: a code point below 128 is one byte of UTF-8 (RFC 3629 §3)

                            0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f
                    0x0_    ␀  ␁  ␂  ␃  ␄  ␅  ␆  ␇  ␈  ␉  ␊  ␋  ␌  ␍  ␎  ␏
                    0x1_    ␐  ␑  ␒  ␓  ␔  ␕  ␖  ␗  ␘  ␙  ␚  ␛  ␜  ␝  ␞  ␟
                    0x2_       !  "  #  $  %  &  '  (  )  *  +  ,  -  .  /
                    0x3_    0  1  2  3  4  5  6  7  8  9  :  ;  <  =  >  ?
                    0x4_    @  A  B  C  D  E  F  G  H  I  J  K  L  M  N  O
                    0x5_    P  Q  R  S  T  U  V  W  X  Y  Z  [  \  ]  ^  _
                    0x6_    `  a  b  c  d  e  f  g  h  i  j  k  l  m  n  o
                    0x7_    p  q  r  s  t  u  v  w  x  y  z  {  |  }  ~  ␡
                  line 54-75 of 75
                """#)
    }

    @Test(arguments: screens)
    func `They open on every screen, and close again`(screen: Character) {
        var model = Model.after([.hello], keys: [.character(screen), .character("O")])
        #expect(view(model).lines.contains { $0.contains("Opcodes (RFC 6455 §5.2)") })
        model.press([.character("O")])
        #expect(model.help == nil)
    }

    @Test func `They open before there is a connection`() {
        let model = Model.after([], keys: [.character("O")])
        #expect(view(model).lines.contains { $0.contains("Opcodes (RFC 6455 §5.2)") })
    }
}
