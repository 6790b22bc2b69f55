// What is picked, sorted and put in order: every wrong pick must be graded so, in every order on the screen.

import WebSocketProtocol

extension Assignment {
    /// Whether there is an item to sort that no bin takes, so that no answer is right.
    var hasItemInNoBin: Bool {
        guard case .sort(let task) = exercise.body else { return false }
        return task.items.indices.contains { bin(of: $0, task) == nil }
    }
}

extension ExerciseCheck {
    // MARK: Choices

    mutating func check(_ choices: Choices, _ assignment: Assignment, _ step: Step) {
        let order = step == .why ? assignment.whyOrder : assignment.order
        let shown = step == .why ? assignment.whyQuestion?.choices ?? [] : assignment.choices
        for (place, position) in order.enumerated() where shown.indices.contains(place) {
            let choice = choices.choices[position]
            if zip(order, shown).contains(where: { $0 < position && $1 == shown[place] }) {
                report("this choice stands above as well", line: choice.line, assignment)
            }
            let feedback = assignment.grade("\(place + 1)", step)
            guard position != choices.right else {
                if !feedback.verdict.passes {
                    report(
                        "the right choice is graded \(Self.words(feedback))", line: choice.line, kind: "right",
                        assignment)
                }
                continue
            }
            if feedback.verdict != .notYet {
                report("this choice is wrong, and passes", line: choice.line, kind: "passes", assignment)
            } else if feedback.say == nil {
                report("this wrong choice says nothing; add say:", line: choice.line)
            }
        }
    }

    // MARK: Bins

    mutating func check(_ task: SortTask, _ assignment: Assignment) {
        let bins = task.items.indices.map { assignment.bin(of: $0, task) }
        for (index, bin) in bins.enumerated() where bin == nil {
            report("this item is in no bin: no condition holds for it", line: task.items[index].line, assignment)
        }
        guard !bins.contains(nil) else { return }
        let right = assignment.order.map { bins[$0] ?? 0 }
        let shown = assignment.sortItems
        for (place, position) in assignment.order.enumerated() {
            let item = task.items[position]
            let isTwin = zip(assignment.order, shown).contains {
                $0 < position && $1.text == shown[place].text && $1.from == shown[place].from
            }
            if isTwin {
                report(
                    "this item looks like one above: \(shown[place].text)", line: item.line, kind: "same", assignment)
            }
            for bin in task.bins.indices where bin != right[place] {
                var digits = right
                digits[place] = bin
                let feedback = assignment.grade(digits.map { "\($0 + 1)" }.joined(separator: " "))
                guard feedback.verdict != .notYet || feedback.say != item.say.map({ assignment.fill($0) }) else {
                    continue
                }
                report(
                    "this item in the bin \(task.bins[bin].words.inQuotes) gets \(Self.words(feedback))",
                    line: item.line,
                    kind: "bin", assignment)
            }
        }
        for (index, bin) in task.bins.enumerated() where !bins.contains(index) {
            report("no item belongs into the bin \(bin.words.inQuotes)", line: bin.line, assignment)
        }
    }

    // MARK: Lines

    mutating func check(_ task: OrderTask, _ assignment: Assignment) {
        guard let names = task.lineOrder else { return }
        func answer(_ names: [String]) -> Feedback {
            assignment.grade(names.compactMap { assignment.letter(ofLine: $0, task) }.joined(separator: " "))
        }
        for distractor in task.distractors {
            let feedback = answer([distractor.line.name] + names)
            guard feedback.verdict != .notYet || feedback.say != distractor.say else { continue }
            report(
                "this line does not belong, and gets \(Self.words(feedback))", line: distractor.line.line,
                kind: "distractor", assignment)
        }
        for remark in task.remarks {
            // Either line may be the one that comes too early.
            let isMet = [(remark.first, remark.then), (remark.then, remark.first)].contains { early, late in
                var moved = names.filter { $0 != early }
                guard let place = moved.firstIndex(of: late) else { return false }
                moved.insert(early, at: place)
                return answer(moved).say == remark.say
            }
            if !isMet {
                report(
                    "this sentence is never said: before: has no rule for \(remark.first) and \(remark.then) themselves, or another sentence comes first",
                    line: remark.line)
            }
        }
        if answer(names.reversed()).verdict != .notYet {
            report("the lines pass from last to first too; before: says too little", line: exercise.line(of: "before"))
        }
        let under = task.headings.flatMap(\.lines)
        if !under.isEmpty, under.sorted() != task.lines.map(\.name).sorted() {
            report(
                "headings must have each of the lines once, and have \(under.joined(separator: ", "))",
                line: exercise.line(of: "headings"))
        }
    }

    // MARK: Suspects

    mutating func check(_ task: DiagnoseTask, _ assignment: Assignment) {
        guard let report = assignment.report else {
            return self.report(
                "diagnose needs of: or random:, what these programs get: bytes, or a request", line: exercise.line)
        }
        let family = Mutants.named(task.suspects[task.right].mutant)?.family
        let real = family.flatMap { family in
            assignment.material.flatMap { ProgramInput($0, for: family) }.flatMap(family.real)
        }
        if real == report {
            self.report(
                "\(task.suspects[task.right].mutant) does with these bytes as it should, so nothing shows",
                line: exercise.line(of: "right"),
                assignment)
        }
        let right = task.suspects[task.right]
        if right.say != nil {
            self.report(
                "\(right.mutant) is the right one, and what is said about it is never shown; leave it out, or write why:",
                line: right.line)
        }
        let shown = assignment.choices
        for (place, position) in assignment.order.enumerated() where position != task.right {
            let suspect = task.suspects[position]
            let feedback = assignment.grade("\(place + 1)")
            if assignment.output(of: suspect.mutant) == report {
                self.report(
                    "\(suspect.mutant) makes the same of these bytes as \(task.suspects[task.right].mutant), so both are right",
                    line: suspect.line, assignment)
            } else if feedback.verdict != .notYet {
                self.report("\(suspect.mutant) is wrong, and passes", line: suspect.line, assignment)
            } else if suspect.say == nil {
                self.report("nothing is said about \(suspect.mutant); add it to say:", line: suspect.line)
            }
            if shown.count(where: { $0 == shown[place] }) > 1 {
                self.report("another mistake is called the same: \(shown[place].inQuotes)", line: suspect.line)
            }
        }
    }
}
