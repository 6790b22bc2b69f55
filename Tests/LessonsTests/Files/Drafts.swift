// Three lessons as they were first drafted, to try the reader of lesson files on. What the keys mean is not tried here.

enum Drafts {
    static let all = [firstFrame, masking, tcpIsAStream]

    static let firstFrame = #"""
        ---
        id: first-frame
        title: The first frame
        minutes: 30
        needs: [accept-hash]
        rfc: [RFC 6455 §5.2, RFC 6455 §5.1]
        review: [bits/and-7f, accept-hash/lengths]
        ---
        The handshake is over, and with it HTTP. From now on each side sends **frames**.
        A frame is a short header, which says what is coming, followed by the thing
        itself, called the **payload**.

        Here is a whole frame, as the server sent it:

        ```show
        frame: rfc/unmasked-text s0
        panes: [wire]
        ```

        Seven bytes. The last five are the letters of *Hello*, one byte each. The first
        two are the header, and there is no more to it than that. There are no quotation
        marks and no end mark: the receiver knows where the frame ends because the header
        says how long the payload is.

        ```exercise
        id: good-morning
        kind: predict
        goal: The server echoes "{text}" in one frame. How many bytes is that frame?
        of: { from: server, text: Good morning }
        ask: size                       # a comment
        wrong:
          - { ask: length, say: "That is the payload. The header is part of the frame too." }
          - { answer: 13, say: "The space between the words is a byte too." }
          - { of: { from: client }, say: "Four bytes too many. A browser's frame would be that long; lesson 4 says why. This one is the server's." }
        hints:
          - "How many bytes of header did Hello have? This frame has as many."
          - "Twelve characters, counting the space, and the header."
        ```

        ## The first byte

        Three things share the first byte. Look at its eight bits:

        ```show
        frame: rfc/unmasked-text s0
        panes: [bits]
        at: byte 0
        ```

        - **FIN**, the highest bit, is 1 if this frame is the last of its message. A long
          message may be cut into several frames, which lesson 7 is about. Until then, every
          message is one frame, so FIN is 1. It has nothing to do with closing the connection.
        - **RSV1**, **RSV2** and **RSV3** are reserved. They are 0 unless both sides agreed on
          an extension during the handshake.
        - The **opcode**, the low four bits, says what kind of frame this is.

        ```show
        table: opcodes
        ```

        Text and binary are **data frames**: they carry what the programs want to say to each
        other. Opcodes from 8 on are **control frames**: they are about the connection itself.
        Opcodes that the table leaves out have no meaning yet, and a receiver that meets one
        must end the connection.

        ```exercise
        id: binary-first-byte
        kind: predict
        goal: The page sends three bytes of binary data. What is the first byte of the echo?
        of: { from: server, binary: "01 02 03" }
        ask: byte 0
        wrong:
          - { answer: 0x81, say: "That is the first byte of a text frame. Which opcode says binary?" }
          - { answer: 0x02, say: "The opcode is right. But FIN is 0 here, so the receiver would wait for more of the message." }
          - { answer: 0x80, say: "FIN is right. Opcode 0 continues a message that has begun; this one is just starting." }
          - { answer: 0x28, say: "The right bits in the wrong half: FIN is the highest bit, the opcode is in the low four." }
          - { answer: 0x03, say: "Three is the length, which is in the second byte." }
        hints:
          - "Write down eight bits: FIN, three zeros, and four bits of opcode."
          - "1 000 0010. Now read it as two hex digits."
        why:
          ask: Why is the highest bit 1?
          choose:
            - "The echo is one frame, so that frame is the last of its message"
            - "The server is about to close the connection"
            - "The first frame of a message always has it"
            - "Binary data needs it"
          right: 1
        ```

        ```exercise
        id: kinds-of-frames
        kind: sort
        goal: Seven frames from a server. Which are data, which are control, and which must end the connection?
        from: server
        bins:
          - [violates reserved-opcode, "no such opcode"]
          - [control, "control"]
          - [data, "data"]
        items:
          - { of: { opcode: ping } }
          - { of: { binary: "" } }
          - { of: { opcode: 3 }, say: "3 is below 8, so it is kept for a kind of data. Nobody has defined it, so nobody can read it." }
          - { of: { opcode: close } }
          - { of: { text: "" , fin: 0 }, say: "FIN is 0: more of this message follows. It is still a text frame." }
          - { of: { opcode: 11 }, say: "11 is 8 or more, so it is kept for a control frame. Nobody has defined it yet." }
          - { of: { opcode: pong } }
        hints:
          - "Only the second hex digit counts: it is the opcode."
          - "8, 9 and a are control frames. 1 and 2 are data. The table has no 3 and no b."
        ```

        ## The second byte

        The highest bit of the second byte is **MASK**. It says whether a masking key follows.
        A server never masks, so here it is 0; lesson 4 says who does, and why.

        The other seven bits are the **length** of the payload in bytes, as a plain number. Seven
        bits can count to 127, but only 0 to 125 are used that way. Lesson 5 is about longer ones.

        ```show
        frame: rfc/unmasked-text s0
        panes: [bits, decoder]
        at: byte 1
        ```

        ```exercise
        id: second-byte
        kind: predict
        goal: The server echoes a text of {length} letters. What is the second byte of the frame, in hex?
        random: { from: server, text: 16..60 }
        ask: byte 1
        wrong:
          - { as: decimal, say: "That is {length} written down as if it were hex. {yours} in hex is {yours as decimal} in decimal." }
          - { of: { from: client }, say: "The length is right, but MASK is 1. The server does not mask." }
          - { ask: size, say: "The length counts the payload only, not the two bytes of header." }
        hints:
          - "MASK is 0, so the byte is simply the length."
          - "Divide by 16: the result is the first hex digit, the remainder the second."
        ```

        ```exercise
        id: read-a-frame
        kind: decode
        goal: The server sent this frame. Read it.
        random: { from: server, text: 3..8 }
        ask: [fin, opcode, masked, length, text]
        wrong:
          - { field: opcode, ask: byte 0, say: "That is the whole first byte. The opcode is its low four bits." }
          - { field: length, ask: size, say: "The length counts the payload, not the header." }
        hints:
          - "Split the first byte into its two hex digits: the first holds FIN and RSV, the second is the opcode."
          - "The payload begins right after the second byte. F1 shows the ASCII table."
        ```

        ## Which end is first?

        The RFC draws the highest bit on the left and calls it bit 0. Many programming languages
        count bits from the other end. This has cost people whole evenings. Here are the first two
        bytes of a real frame, from a question on a forum:

        ```show
        of: { from: client, text: Message to send, mask: 11abd50b }
        panes: [bits]
        until: byte 1
        ```

        ```exercise
        id: stumper
        kind: diagnose
        goal: A program written in C read these two bytes, and this is what it reports. Which mistake does it make?
        of: { from: client, text: Message to send, mask: 11abd50b }
        mutants: [X1, M1, X19]
        right: X1
        say:
          M1: "Then FIN would be 0, and everything else would be right. Here FIN is right, and opcode and length are not."
          X19: "That mistake shows only when RSV3 is 1. It is 0 here, so the opcode would come out as 1, and the length as 15."
        hints:
          - "Write the second byte as eight bits, and 71 and 15 as seven bits each. Where in the byte do you find them?"
          - "The program takes MASK from the right end of the byte, and the length from the left."
        ```

        ## Make one

        ```exercise
        id: empty-text
        kind: build
        goal: You are the server. Send a text message that is empty.
        from: server
        meet:
          - [valid, "No rule is broken, and nothing is missing"]
          - [opcode == text, "It is a text frame"]
          - [messages == 1, "The message is complete"]
          - [length == 0, "Its payload has 0 bytes"]
        reference: "81 00"
        wrong:
          - { answer: "81", say: "FIN and text are there. The receiver does not know yet how long the payload is: 0 must be said too." }
          - { answer: "81 80", say: "MASK is 1, so the receiver waits for four bytes of key. A server does not mask." }
          - { answer: "81 01 00", say: "That is a text of one byte, whose value is 0. Empty means that there is no such byte." }
          - { answer: "01 00", say: "FIN is 0: the receiver keeps waiting for the rest of the message." }
        hints:
          - "Two bytes are enough."
          - "The first byte is that of every text frame. The second says: not masked, 0 bytes."
        ```

        ```exercise
        id: seven
        kind: live
        goal: Make the server send a frame whose second byte is 07.
        do: "Open {url} in a browser, and send a text that the server will echo in such a frame."
        until:
          - [frame(from == server and masked == 0 and length == 7), "A frame from the server with 07 as its second byte"]
        recorded: { fixture: lessons/greetings }
        hints:
          - "The server sends back what you send. Which part of your text decides the second byte?"
          - "Seven letters of plain English. An é or an emoji takes more than one byte; lesson 10 says how many."
        ```

        You can now read any short frame that a server sends. But a browser's *Hello* does not
        take seven bytes. It takes eleven, and you cannot see the letters in it. That is the
        next lesson.
        """# + "\n"

    static let masking = #"""
        ---
        id: masking
        title: Masking
        minutes: 40
        needs: [first-frame]
        rfc: [RFC 6455 §5.1, RFC 6455 §5.3, RFC 6455 §10.3]
        review: [first-frame/second-byte, first-frame/read-a-frame]
        ---
        A browser said *Hello* too. This is what crossed the wire:

        ```show
        frame: rfc/masked-text c0
        panes: [wire, bits]
        until: byte 5
        ```

        Eleven bytes instead of seven. The highest bit of the second byte, MASK, is 1. That
        means: four bytes of **masking key** come next, and then the payload. But the payload
        is not the letters any more. The browser has combined each byte with a byte of the key,
        by XOR. Whoever receives the frame does the same again, and XOR undoes itself: you have
        seen that in lesson 0.

        Watch it happen, one column at a time. The arrow keys step through the bytes:

        ```show
        frame: rfc/masked-text c0
        panes: [wire, unmasking]
        at: byte 6
        until: byte 8
        ```

        The columns are numbered from 0, and so are the bytes of the key. Column 0 uses key byte
        0, column 1 uses key byte 1, and so on. The key has four bytes only. What happens in the
        fifth column?

        ```exercise
        id: fifth-letter
        kind: predict
        goal: Here is another masked frame. Which byte does the last byte of its payload become?
        of: { from: client, text: Tides, mask: 5c0ea731 }
        ask: unmasked 4
        wrong:
          - { answer: 0x2f, say: "That is the byte as it is on the wire. Now XOR it with a byte of the key." }
          - { answer: 0x1e, say: "You used key byte 3 again. After byte 3 the key starts over." }
          - { answer: 0x27, say: "You used the first byte of the payload as the key. The key is the four bytes in front of it." }
        hints:
          - "Payload byte i is XORed with key byte i mod 4. What is 4 mod 4?"
          - "XOR the last byte with the first byte of the key. Two hex digits, one at a time."
        why:
          ask: And payload byte 9, if there were one?
          choose: ["Key byte 1", "Key byte 3", "Key byte 9", "Key byte 0"]
          right: 1
        ```

        That is all there is to it: **payload byte i is XORed with key byte i mod 4**. Now
        take a whole frame apart.

        ```exercise
        id: whole-frame
        kind: decode
        goal: A browser sent this frame. Read it, down to the text.
        random: { from: client, text: 3..5 }
        ask: [fin, opcode, masked, length, masking-key, text]
        wrong:
          - { field: length, ask: header-length, say: "That is the size of the header. The length is in the low seven bits of the second byte." }
          - { field: length, ask: size, say: "The length counts the payload, not the header and not the key." }
          - { field: length, ask: byte 1, say: "That is the whole second byte. Its highest bit is MASK; take it away." }
          - { field: masking-key, ask: bytes 0..3, say: "Those are the first four bytes of the frame. The key comes after the length." }
          - { field: masking-key, ask: bytes 6..9, say: "That is payload. The key comes before it, right after the length." }
        hints:
          - "Two bytes of header, four bytes of key, and the rest is payload."
          - "Take the second hex digit of the second byte: that is how many letters there are."
          - "XOR the first byte of the payload with the first byte of the key, the second with the second. F1 shows the ASCII table."
        ```

        ## Who masks, and who does not

        **A client masks every frame it sends**: text, binary, control frames, and even frames
        without a payload, where there is nothing to mask. **A server masks none.** Whoever
        receives a frame that breaks this rule must end the connection; the close code for that
        is 1002, *protocol error*.

        ```exercise
        id: who-masks
        kind: sort
        goal: Eight frames. Which are fine, which must the server refuse, and which the client?
        bins:
          - [violates client-frame-not-masked, "the server must refuse it"]
          - [violates server-frame-masked, "the client must refuse it"]
          - [valid, "fine"]
        items:
          - { of: { from: server, text: Hello } }
          - { of: { from: client, text: Hello, mask: none }, say: "From a client, unmasked. It makes no difference that the text can be read." }
          - { of: { from: client, text: Hello, mask: 37fa213d } }
          - { of: { from: server, text: Hello, mask: 37fa213d }, say: "The client could take the mask off. It must refuse the frame all the same." }
          - { of: { from: client, opcode: ping, mask: 37fa213d } }
          - { of: { from: client, text: "", mask: none }, say: "There is nothing to mask, and the client must still set MASK and send a key." }
          - { of: { from: client, close: 1000, mask: none }, say: "Control frames are masked too." }
          - { of: { from: server, close: 1000 } }
        hints:
          - "First look who sent it. Then look at the highest bit of the second byte: is the first digit 8 or more?"
          - "Client: the digit must be 8 or more. Server: it must be 7 or less."
        ```

        ```exercise
        id: masked-hi
        kind: build
        goal: You are the client. Send the text Hi in one frame. You choose the key.
        from: client
        meet:
          - [valid, "No rule is broken, and nothing is missing"]
          - [frames == 1 and opcode == text, "It is one text frame"]
          - [masked, "It is masked"]
          - [text == "Hi", "Unmasked, it says Hi"]
        should:
          - [masking-key != 00000000, "The key can't be foreseen (RFC 6455 §5.3); with zeros the payload is not hidden at all"]
        reference: "81 82 37 fa 21 3d 7f 93"
        wrong:
          - { answer: "81 02 48 69", say: "That is what the server would send. A client sets MASK and sends a key." }
          - { answer: "81 82 48 69", say: "MASK promises four bytes of key, and they come before the payload." }
          - { answer: "81 82 37 fa 21 3d 48 69", say: "The key is there, but the letters are not masked with it: the receiver will XOR them all the same." }
          - { answer: "81 86 37 fa 21 3d 7f 93", say: "The length counts the payload only, not the key." }
        hints:
          - "Header, key, payload: two bytes, four bytes, two bytes."
          - "H is 48 and i is 69. XOR the one with your key byte 0, the other with your key byte 1."
          - "With the key 01 01 01 01 every letter just changes its last bit: H becomes 49."
        ```

        ## The key belongs to the frame

        Which byte of the key comes next depends on the place in the frame's payload, and on
        nothing else. That sounds obvious. But a payload often arrives in several pieces, and a
        program that unmasks each piece as it comes must remember how far it got.

        ```exercise
        id: restarts
        kind: mutant
        goal: This server unmasks each read as it comes, and most frames come out right. Cut this frame so that it does not.
        mutant: X2
        of: { from: client, text: Hello, mask: 37fa213d }
        input: cuts
        reference: "9"
        hints:
          - "A cut in front of the payload does no harm. Which bytes are payload?"
          - "After a cut, the program starts again with key byte 0. When would that be right by accident?"
        line:
          say: "The index has to go on counting through the whole payload, not through this piece."
        why:
          ask: One cut inside the payload does no harm. Which?
          choose:
            - { text: "Before byte 10", say: "" }
            - { text: "Before byte 7", say: "One byte of payload has been unmasked then, with key byte 0. The next one needs key byte 1, and gets key byte 0." }
            - { text: "Before byte 8", say: "Two bytes have been unmasked. The next one needs key byte 2, and gets key byte 0." }
          right: 1
        ```

        ## What it is for

        Everyone who sees the frame sees the key: it stands right in front of the payload. So
        masking keeps nothing secret. It was invented for another reason. A script in a web page
        can make the browser send any payload it likes. Suppose that payload looked exactly like
        an HTTP request. A proxy on the way that knows nothing of WebSocket could take it for one,
        and be tricked into storing a false answer for everybody else who uses the proxy. In 2010
        researchers showed that this works. So the browser picks a new, unpredictable key for
        every frame, and a script can no longer decide which bytes appear on the wire.

        ```exercise
        id: twice
        kind: live
        goal: Send the same text twice, and compare the bytes.
        do: "Open {url} in a browser. Send a text, and then the same text again."
        until:
          - [frame(from == client and opcode == text), "A text from the browser"]
          - [frame(from == client and opcode == text) then frame(from == client and same text), "The same text again, on the same connection"]
        recorded: { fixture: lessons/same-text-twice }
        hints: ["Screen 4 shows one frame at a time; { and } go to the frame before and after."]
        why:
          ask: Which bytes were the same both times?
          choose:
            - "The two bytes of header"
            - "None of them"
            - "All but the key"
            - "The header and the payload"
          right: 1
        ```

        ```exercise
        id: why-mask
        kind: choose
        goal: What does masking protect, and from what?
        choices:
          - { text: "The text, from people listening on the network", say: "They see the key too. Against listeners there is TLS (wss)." }
          - { text: "Proxies on the way, from scripts that choose what is on the wire" }
          - { text: "The server, from clients that are not browsers", say: "Any program can mask. The server learns nothing about who is there." }
          - { text: "The frame, from damage on the way", say: "A changed bit stays changed after the XOR, and nothing notices. TCP checks for damage." }
          - { text: "The network, from long messages", say: "Masking makes nothing shorter: it adds four bytes." }
        right: 2
        ```

        ```exercise
        id: why-not-the-server
        kind: explain
        goal: In one or two sentences. Why does a server not mask its frames?
        ```
        """# + "\n"

    static let tcpIsAStream = #"""
        ---
        id: tcp-is-a-stream
        title: TCP is a stream
        minutes: 45
        needs: [lengths]
        rfc: [RFC 6455 §5.2, RFC 6455 §5.4]
        review: [lengths/header-size, masking/fifth-letter]
        ---
        So far every frame lay in front of you, whole. A program is not that lucky. It asks the
        operating system for bytes, and gets **what is there**: perhaps one byte, perhaps half a
        frame, perhaps three frames and a piece of a fourth. One such answer is called a **read**.

        TCP promises that the bytes arrive, in order, and once each. It does not promise that they
        arrive in the portions in which they were sent. **TCP is a stream of bytes**: where one
        frame ends and the next begins is written in the bytes, and nowhere else.

        Here a browser called `send` three times. The server got it all in a single read:

        ```show
        read: fragments/three-frames-in-one-read client 0
        panes: [wire]
        letters: off
        ```

        ```exercise
        id: where-they-end
        kind: predict
        goal: Suppose that only the first 20 of these bytes had arrived. How many whole frames could the server answer?
        of: { bytes: fragments/three-frames-in-one-read client }
        ask: complete-frames after 20
        wrong:
          - { answer: 3, say: "The third frame begins at byte 18. Two of its bytes have come." }
          - { answer: 1, say: "The first frame ends with byte 8. What begins right after it?" }
          - { answer: 0, say: "Nothing has to wait: a frame that is all there can be answered, whatever follows it." }
        hints:
          - "Byte 1 says how long the first payload is. Two bytes of header, four of key, and the payload: where does the first frame end?"
          - "The first frame is bytes 0 to 8. Do the same again from byte 9."
        ```

        ```exercise
        id: how-many-more
        kind: predict
        goal: The same 20 bytes. How many more must arrive before the third frame is whole?
        of: { bytes: fragments/three-frames-in-one-read client }
        ask: remaining after 20                          # F16: `needs after 20` is 4 (the key) in the decoder's words; the question is about 9
        wrong:
          - { ask: needs after 20, say: "That completes the masking key. The payload comes after it." }
          - { answer: 5, say: "That is the payload. The key has not come either." }
          - { answer: 11, say: "That is the whole frame. Two bytes of it are here." }
        hints:
          - "Bytes 18 and 19 are here. What does byte 19 say?"
          - "Two of header are here. Four of key and five of payload are not."
        ```

        A server that has 20 bytes therefore answers two frames, and **keeps** two bytes until
        more arrive. It needs a place to keep them, one for each connection: a **buffer**.

        ## Wait, or give up?

        When bytes are missing there is only one thing to do: wait. That is not an error, and no
        rule is broken. But some beginnings cannot become a legal frame, whatever comes next.
        Then waiting is pointless, and the connection must be ended.

        ```exercise
        id: wait-or-fail
        kind: sort
        goal: A client's bytes, as far as they have come. What does the server do?
        from: client
        bins:
          - [broken, "end the connection"]
          - [incomplete, "wait for more"]
          - [valid, "answer"]
        items:
          - { of: { hex: "81" } }
          - { of: { hex: "81 85 37 fa 21" } }
          - { of: { hex: "81 02 48 69" }, say: "Whole, readable, and not masked: a server must refuse it." }
          - { of: { hex: "81 80 37 fa 21 3d" }, say: "Length 0, and the key is here: this frame is whole." }
          - { of: { hex: "81 05" }, say: "Five bytes are missing, but MASK is 0 already. From a client this can't become legal." }
          - { of: { hex: "81 82 37 fa 21 3d 7f" } }
          - { of: { hex: "81 fe 00" }, say: "126 says that the next two bytes hold the length. One of them is here." }
          - { of: { hex: "88 82 37 fa 21 3d 34 12" } }
        hints:
          - "From a client, the second byte must be 80 or more. Look for one that is not."
          - "Then count: two bytes of header (four with fe), four of key, and the payload."
        ```

        ## The loop

        Nearly every WebSocket server has the same loop at its heart. You know all its parts by now.

        ```exercise
        id: the-loop
        kind: order
        goal: Put the loop together. Two of the lines belong in no working server.
        headings:
          - { when: "When bytes arrive:", lines: [append] }
          - { when: "While the buffer is not empty - is the frame all there?", lines: [header, size, whole] }
          - { when: "Yes, so take it out:", lines: [unmask, remove, answer] }
        lines:
          append: "add them to this connection's buffer"
          header: "stop if the buffer does not hold the whole header"
          size: "work out the size of the frame: header and payload"
          whole: "stop if the buffer holds fewer bytes than that"
          unmask: "copy the payload and unmask the copy"
          remove: "remove the frame's bytes from the buffer"
          answer: "answer the frame"
        before:
          - append < header < size < whole < unmask
          - unmask < remove
          - unmask < answer
        not:
          clear: { line: "empty the buffer", say: "What follows the frame in the buffer would be lost: part of the next frame, or all of it." }
          payload-only: { line: "stop if the buffer holds fewer bytes than the payload", say: "The header is in the buffer too. This goes on while some of the payload is still missing." }
        say:
          - { first: remove, then: unmask, say: "Once the bytes are removed there is nothing left to unmask." }
          - { first: size, then: header, say: "The size stands in the header. While the header is incomplete, nobody knows it." }
        hints:
          - "Nothing can be taken out before you know that it is all there, and nobody knows the size before the header is."
          - "Two lines say `stop if`. The one about the header comes first."
        ```

        ## What happens without it

        The function `read(into:)` below does what such functions do in every language: it waits
        until something has arrived, puts what there is into the array, at most as much as fits,
        and **returns how many bytes that was**.

        ```exercise
        id: short-read
        kind: mutant
        goal: On its author's machine this server works. Say where the reads end, so that it gets Hello wrong.
        mutant: M6
        of: { from: client, text: Hello, mask: 37fa213d }
        input: cuts
        reference: "8"
        wrong:
          - { answer: "2", say: "A read that ends after the header does no harm: two bytes are what it asked for. This is how some browsers send, and why nobody noticed." }
          - { answer: "6", say: "A read that ends after the key does no harm: the next one is asked for the payload." }
        hints:
          - "The program reads three times: 2 bytes, 4 bytes, and the payload. Where can a cut do no harm?"
          - "Cut inside the payload. What is in the rest of the array?"
        line:
          say: "read(into:) says how many bytes came. This program does not look."
        ```

        ```exercise
        id: which-one
        kind: diagnose
        goal: A client sends Hi and Yo, quickly. The server answers Hi at once, and Yo only when the client sends something else. Which server is it?
        of:
          frames:
            - { from: client, text: Hi, mask: 37fa213d }
            - { from: client, text: "Yo", mask: 5c0ea731 }
          reads: [16]
        mutants: [X14, M6, X15]
        right: X14
        say:
          M6: "It would get both right: everything is in one read, so no read is short."
          X15: "It would try to answer a frame too early. Here all bytes are in the buffer, so it answers both."
        hints:
          - "Both frames arrive in one read."
          - "After Hi, eight bytes are in the buffer. Which server looks at them before the next read?"
        ```

        ```exercise
        id: one-and-a-half
        kind: build
        goal: You are the server. Send, in one write, the text Hi and the first three bytes of a frame that says Hello.
        from: server
        meet:
          - [messages == 1 and text == "Hi", "Hi has arrived"]
          - [incomplete, "Another frame has begun"]
          - [received == 3, "Three bytes of it are there"]
          - [remaining == 4, "Four bytes are missing"]
        reference: "81 02 48 69 81 05 48"
        wrong:
          - { answer: "81 02 48 69 81 05 48 65 6c 6c 6f", say: "Both frames are whole. Leave off the end." }
          - { answer: "81 05 48 81 02 48 69", say: "The receiver still needs four bytes for Hello, and takes your whole second frame for them: it cannot know where you meant to stop." }
        hints:
          - "First the whole frame of Hi, four bytes. Then the header of Hello, and one letter."
        ```

        ## A hundred at once

        ```exercise
        id: hundred
        kind: live
        goal: Send a hundred messages as fast as the browser can. Count the frames, and the reads.
        do: "Open {url}, press F12, choose Console, and type: for (let i = 0; i < 100; i++) sendText(\"x\")"
        predict: How many reads will the server need for the 100 frames?
        until:
          - [frames of client >= 100, "A hundred frames from the browser"]
          - [reads of client < frames of client, "Fewer reads than frames: some came together"]
        recorded: { fixture: lessons/hundred-sends, find: "frame(from == client and starts-inside-a-read)" }
        hints: ["Screen 2 shows a bar where a new read begins; ( and ) go from read to read."]
        why:
          ask: "Do it again: the number of reads is different. Why?"
          choose:
            - { text: "It depends on what is there when the server asks", say: "" }
            - { text: "The browser decides how many frames go into a read", say: "The browser hands bytes to its own system and never sees the server's reads." }
            - { text: "TCP lost some frames", say: "All hundred arrived. TCP loses nothing; it only keeps no borders." }
          right: 1
        ```

        Next time somebody says that their server "works on my machine, but sometimes swallows a
        message", you know what to ask: what does it do with the bytes that are left over?
        """# + "\n"
}
