// The frames of a connection and its end, RFC 6455 §5 and §7: what they say about the states of both endpoints.

extension Dissection {
    /// Reads bytes on, as far as their receiver reads them.
    mutating func scan(_ bytes: ArraySlice<UInt8>, from: Endpoint, time: Double) {
        var rest = bytes
        while !rest.isEmpty {
            if self[from].unread != nil { return countUnread(rest, from: from, time: time) }
            if self[from].waiting != nil { return wait(rest, from: from, time: time) }
            scanFrames(&rest, from: from, time: time)
            if self[from].scanner.stops, self[from].scanner.unfinished?.header?.isEndless == true {
                endReading(of: from, after: .failure, time)
            }
        }
    }

    /// Reads `rest`, up to a frame with which the reading may end.
    mutating func scanFrames(_ rest: inout ArraySlice<UInt8>, from: Endpoint, time: Double) {
        let first = self[from].scanner.frames.endIndex
        let controls = self[from].scanner.scan(&rest, time: time)
        if let unfinished = self[from].scanner.unfinished { note(unfinished.violations, by: from) }
        var nextControl = 0
        for index in first..<self[from].scanner.frames.endIndex {
            var control: FrameScanner.Control?
            if nextControl < controls.count, controls[nextControl].frame == index {
                control = controls[nextControl]
                nextControl += 1
            }
            found(index, control, from: from, time: time)
        }
    }

    /// Reports the frame whose bytes are arriving if it has already broken a rule: what happens next may follow from that.
    mutating func tellBroken(_ from: Endpoint, _ time: Double) {
        if self[from].scanner.unfinished?.violations.isEmpty == false { tellUnfinished(from, time) }
    }

    /// Reports the frame whose bytes are arriving, once.
    mutating func tellUnfinished(_ from: Endpoint, _ time: Double) {
        guard let frame = self[from].scanner.unfinished, self[from].toldUnfinished != frame.index else { return }
        self[from].toldUnfinished = frame.index
        append(.unfinishedFrame(from, frame.index), time)
    }

    /// Records a frame that is complete.
    private mutating func found(_ index: Int, _ control: FrameScanner.Control?, from: Endpoint, time: Double) {
        let frame = self[from].scanner.frames[index]
        let control = control?.opcode == .close && frame.header?.isClose == false ? nil : control
        note(frame.violations, by: from)
        settle(by: frame, control, time)
        append(.frame(from, index), time)
        let isRefusable = mayBeRefused(frame)
        let message = frame.header?.fin == true ? frame.message : nil
        if let message, !isRefusable { append(.message(from, message), time) }
        if let control { sawControl(control, from: from, time: time) }
        if isRefusable {
            brokeRule(frame, message: message, time)
        } else if control?.opcode == .close, self[from].scanner.stops {
            endReading(of: from, after: .close, time)
        }
    }

    private mutating func sawControl(_ control: FrameScanner.Control, from: Endpoint, time: Double) {
        switch control.opcode {
        case .close:
            sawClose(ClosePayload(control.payload), from: from, frame: control.frame, time: time)
        case .ping: sawPing(control, from: from)
        case .pong: sawPong(control, from: from)
        default: break
        }
    }

    private mutating func sawClose(_ close: ClosePayload, from: Endpoint, frame: Int, time: Double) {
        guard self[from].close == nil else { return }
        self[from].close = close
        firstClose = firstClose ?? close
        move(from, .sentClose, .frame(from, frame), time)
        move(from.peer, .receivedClose, .frame(from, frame), time)
        judgePings(answeredWith: close, by: from, frame: frame, time: time)
    }

    /// An endpoint that answers a Close has read all that came before it, so a Ping without a Pong by now never gets one.
    ///
    /// Closes that crossed prove nothing; an answer differs from them by repeating the code.
    private mutating func judgePings(answeredWith close: ClosePayload, by endpoint: Endpoint, frame: Int, time: Double)
    {
        guard self[endpoint.peer].close?.code == close.code, let ping = self[endpoint.peer].unansweredPing,
            !self[endpoint].hasGap, !self[endpoint.peer].hasGap
        else { return }
        let start = self[endpoint].scanner.frames[frame].offset
        self[endpoint.peer].brokenPing = ping.frame
        remark(.pingNotAnswered, by: endpoint, at: start, time)
    }

    // MARK: The end

    mutating func end(by: Endpoint, how: EndManner, time: Double) {
        let isOver = how != .fin || self[by.peer].hasEnded
        settle(byEndOf: by, isOver: isOver, time)
        for endpoint in Endpoint.allCases where isOver || endpoint == by { tellUnfinished(endpoint, time) }
        append(.event(.ended(by: by, how)), time)
        firstEnd = firstEnd ?? (by, how)
        // Among bytes that were not read there may have been a Close.
        let mayHaveClosed = self[by].close != nil || self[by].unread.map { $0.count > 0 } ?? false
        if how != .reset, !self[by].hasEnded, !mayHaveClosed, self[by.peer].close != nil {
            self[by].leftCloseUnanswered = true
        }
        self[by].hasEnded = true
        guard isOver else { return endStream(of: by, isKnown: self[by].close != nil || !mayHaveClosed, time) }
        // The other endpoint learns of the end first, since it did not bring it about.
        for endpoint in [by.peer, by] { moveToEnd(endpoint, by: by, how, time) }
        close(time)
    }

    /// One endpoint ends its stream, with a FIN.
    ///
    /// - Parameter isKnown: whether all that it sent was read.
    private mutating func endStream(of endpoint: Endpoint, isKnown: Bool, _ time: Double) {
        let cause = StateMove.Cause.ended(endpoint, .fin)
        // After a gap it is not known whether a Close had arrived.
        guard !self[endpoint].hasGap else { return loseSight(cause, time) }
        move(endpoint.peer, .peerEnded, cause, time)
        // What was not read after the answer to plain HTTP moves nothing.
        if isKnown || isWebSocket { move(endpoint, isKnown ? .ended : .bytesMissing, cause, time) }
    }

    private mutating func moveToEnd(_ endpoint: Endpoint, by: Endpoint, _ how: EndManner, _ time: Double) {
        let isKnown = !self[.client].hasGap && !self[.server].hasGap || self[endpoint].state == .closeExchanged
        let without = self[endpoint].state == .connecting ? endWithoutWebSocket : nil
        // Nothing shows that an endpoint has learned of its peer's end. That no WebSocket was opened it knows.
        let isUnseen = how == .close && endpoint != by && !self[endpoint].hasEnded && (without == nil || !isKnown)
        let input: StateInput =
            isUnseen ? .peerVanished : !isKnown ? .endedUnseen : without ?? (how == .reset ? .tcpReset : .tcpClosed)
        move(endpoint, input, .ended(by, how), time)
    }

    private mutating func close(_ time: Double) {
        guard outcome == nil else { return }
        let isPlain = !handshake.isUpgradeAttempt && !isWebSocket
        let isAnswered = handshake.isPlainHTTP && handshake.status != nil
        let bothClosed = self[.client].close != nil && self[.server].close != nil
        // Where bytes are missing, a Close may have been among them, or an answer.
        let hasGap = self[.client].hasGap || self[.server].hasGap
        // Among the client's missing bytes there may have been an upgrade.
        let isDone = isPlain ? isAnswered && !self[.client].hasGap : bothClosed
        let isClean: Bool? = isDone ? true : hasGap ? nil : false
        let code: CloseCode? = firstClose?.code ?? (isPlain || hasGap ? nil : .abnormal)
        judgeClosing(time)
        outcome = CloseOutcome(code: code, reason: firstClose?.reason ?? "", isClean: isClean, time: time)
        append(.closed, time)
    }

    /// An endpoint that had a Close to answer and ended its stream in order without doing so broke §5.5.1.
    private mutating func judgeClosing(_ time: Double) {
        for endpoint in Endpoint.allCases where self[endpoint].leftCloseUnanswered && !self[endpoint].hasGap {
            let end = self[endpoint].scanner.offset
            remark(.closeNotAnswered, by: endpoint, at: end, time)
        }
    }
}
