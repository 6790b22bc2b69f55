// A student's way through the lessons: which page is open, and the work on each exercise. The screen and the line mode both drive it.

public import Capture

/// The lessons, and how far a student is with them.
public struct School: Sendable {
    /// A stop on the way through a lesson.
    public enum Stop: Sendable, Hashable {
        /// The text before an exercise, by the number of its page.
        case reading(Int)
        /// The exercise of a page.
        case exercise(Int)
        /// An exercise of an earlier lesson, by its name.
        case review(String)
    }

    /// The lessons.
    public let course: Course
    /// The name of the seed from which bytes and orders are drawn.
    public let seed: String
    /// The words that the lessons explain.
    public var words = LessonWords.none
    /// What was done so far.
    public private(set) var progress: Progress
    /// The address of the server for live exercises; nil while there is none.
    public var url: String? {
        didSet { for stop in works.keys { works[stop]?.open(url) } }
    }
    /// What has to be done before the address can be opened, as over ssh; nil where nothing has to.
    public var tunnel: String?
    /// The open lesson; nil while the list is shown.
    public private(set) var lesson: Lesson?
    /// The stops of the open lesson.
    public private(set) var stops: [Stop] = []
    /// The position of the present one.
    public private(set) var index = 0

    /// What exercises were called when some of the progress was made.
    private let names: FormerIDs
    private var works: [Stop: Work] = [:]
    /// The works of lessons that are not open.
    private var otherWorks: [String: [Stop: Work]] = [:]
    /// The reviews of the lessons that were opened: what has been reviewed is no longer due, and would be another after a look at the list.
    private var chosenReviews: [String: [String]] = [:]

    /// A student at the door.
    public init(_ course: Course, progress: Progress, seed: String, url: String? = nil) {
        (self.course, self.seed, self.url) = (course, seed, url)
        names = FormerIDs(course)
        self.progress = progress.renamed(names)
    }

    /// The present stop; nil while no lesson is open.
    public var stop: Stop? { stops.indices.contains(index) ? stops[index] : nil }

    /// The page of the present stop; nil for a review.
    public var page: Lesson.Page? {
        switch stop {
        case .reading(let page), .exercise(let page): lesson?.pages[page]
        default: nil
        }
    }

    // MARK: Moving

    /// Opens a lesson where the student left off; one that is done, where it begins.
    public mutating func open(_ lesson: Lesson) {
        close()
        self.lesson = lesson
        works = otherWorks[lesson.id] ?? [:]
        let reviews = chosenReviews[lesson.id] ?? dueReviews(before: lesson)
        if !reviews.isEmpty { chosenReviews[lesson.id] = reviews }
        stops = reviews.map(Stop.review)
        for (number, page) in lesson.pages.enumerated() {
            if !page.blocks.isEmpty { stops.append(.reading(number)) }
            if page.exercise != nil { stops.append(.exercise(number)) }
        }
        index = 0
        guard lesson.exercises.contains(where: { hasBegun($0) }) else { return prepare() }
        // The first exercise that is not done, with the text before it.
        let open = stops.firstIndex {
            if case .exercise(let page) = $0, let exercise = lesson.pages[page].exercise {
                !isDone(exercise)
            } else {
                false
            }
        }
        index = open ?? stops.indices.first { !isReview($0) } ?? 0
        if let exercise = exercise(at: index), !hasBegun(exercise), index > 0, case .reading = stops[index - 1] {
            index -= 1
        }
        prepare()
    }

    /// Closes the open lesson. What was typed is kept.
    public mutating func close() {
        if let lesson { otherWorks[lesson.id] = works }
        (lesson, stops, index, works) = (nil, [], 0, [:])
    }

    /// Goes to a stop; false where there is none.
    public mutating func go(to index: Int) -> Bool {
        guard stops.indices.contains(index) else { return false }
        self.index = index
        prepare()
        return true
    }

    /// Goes back: from a question about an exercise to that exercise, else to the stop before; false where the lesson begins.
    public mutating func goBack() -> Bool { work?.previousStep() == true || go(to: index - 1) }

    /// Goes to an exercise of the open lesson by its id; false where there is none.
    public mutating func go(toExercise id: String) -> Bool {
        let index = stops.indices.first { exercise(at: $0)?.id == id && !isReview($0) }
        return index.map { go(to: $0) } ?? false
    }

    private func isReview(_ index: Int) -> Bool { if case .review = stops[index] { true } else { false } }

    /// The exercise at a stop.
    public func exercise(at index: Int) -> Exercise? {
        switch stops[index] {
        case .reading: nil
        case .exercise(let page): lesson?.pages[page].exercise
        case .review(let id): course.exercise(id)
        }
    }

    // MARK: Working

    /// The work on the exercise of the present stop.
    public var work: Work? {
        get { stop.flatMap { works[$0] } }
        set {
            guard let stop, newValue != nil else { return }
            works[stop] = newValue
        }
    }

    /// The work on a live exercise that is open, until its next step; nil where none is.
    public var liveWork: Work? {
        guard let work, work.exercise.kind == .live, !work.isTwin, work.step == .main else { return nil }
        return work
    }

    /// Draws the exercise of the present stop, if that was not done yet.
    private mutating func prepare() {
        guard let stop, works[stop] == nil, let exercise = exercise(at: index) else { return }
        let seed = isReview(index) ? "\(seed)|review of \(lesson?.id ?? "")" : seed
        works[stop] = (try? Assignment(exercise, course.library, round: Round(seed: seed), url: url)).map(Work.init)
        if !isReview(index) { works[stop]?.remember(progress) }
    }

    /// Grades an answer to the present step of the present exercise. Returns what is to be kept.
    public mutating func check(_ answer: String, time: String) -> Attempt? {
        work?.check(answer, time: time).map { record($0) }
    }

    /// Looks at what the server has seen, for a live exercise. Returns what is to be kept once it is done.
    public mutating func look(at conversations: [Conversation], time: String) -> Attempt? {
        guard work?.isLive == true else { return nil }
        return work?.look(at: conversations, time: time).map { record($0) }
    }

    /// Keeps an answer. What happened at the first attempt stays: neither a review nor beginning anew makes it clean.
    private mutating func record(_ attempt: Attempt) -> Attempt {
        var attempt = attempt
        if let entry = progress[attempt.id], entry.attempts > 0 { attempt.couldBeClean = false }
        progress.record(attempt)
        return attempt
    }

    /// Shows the next hint of the present exercise. Returns how many were shown, to be kept; nil where there is none.
    public mutating func showHint(time: String) -> (id: String, count: Int)? {
        guard var work, work.showHint() != nil else { return nil }
        self.work = work
        progress.noteHints(work.hintsShown, of: work.exercise.fullID, time: time)
        return (work.exercise.fullID, work.hintsShown)
    }

    /// Begins the present exercise anew, with other bytes where they are drawn.
    public mutating func redo() { work?.redo() }

    /// Takes in what another program has recorded meanwhile.
    public mutating func merge(_ other: Progress) { progress.merge(other.renamed(names)) }

    // MARK: What is done

    /// The names under which the answers to an exercise are kept.
    public static func ids(of exercise: Exercise) -> [String] { exercise.steps.map { exercise.fullID + $0.suffix } }

    /// Whether all steps of an exercise are passed.
    public func isDone(_ exercise: Exercise) -> Bool {
        Self.ids(of: exercise).allSatisfy { progress[$0]?.isDone == true }
    }

    /// Whether all steps were right at once.
    public func isClean(_ exercise: Exercise) -> Bool {
        Self.ids(of: exercise).allSatisfy { progress[$0]?.isClean == true }
    }

    /// The lesson in which something was done last; nil before the first.
    public var lastLesson: Lesson? {
        let last = progress.entries.max { $0.time < $1.time }
        return last.flatMap { course.lesson($0.lesson) }
    }

    private func hasBegun(_ exercise: Exercise) -> Bool { Self.ids(of: exercise).contains { progress[$0] != nil } }

    /// How many exercises of a lesson there are, are done, are clean, and wait for a teacher's verdict.
    public func count(of lesson: Lesson) -> (all: Int, done: Int, clean: Int, waiting: Int) {
        let exercises = lesson.exercises
        let waiting = exercises.count { Self.ids(of: $0).contains { progress[$0]?.isWaiting == true } }
        return (exercises.count, exercises.count(where: isDone), exercises.count(where: isClean), waiting)
    }
}

extension Exercise {
    /// What is answered one after the other.
    public var steps: [Step] {
        var steps = [Step.main]
        if case .mutant(let task) = body, task.line != nil { steps.append(.line) }
        if why != nil { steps.append(.why) }
        return steps
    }
}
