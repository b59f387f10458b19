/// A time in whole seconds of UTC, from 1970 to 9999.
///
/// - seealso: RFC 3339; leap seconds are not counted, as in POSIX time.
public struct Timestamp: Equatable, Comparable, Hashable, Sendable {
    /// The last time that has a text form: 9999-12-31T23:59:59Z.
    public static let last: UInt64 = 253_402_300_799

    /// Seconds since 1970-01-01T00:00:00Z.
    public let seconds: UInt64

    /// Takes a number of seconds.
    ///
    /// - Parameter seconds: Seconds since 1970, at most ``last``; `nil` results from more.
    public init?(seconds: UInt64) {
        guard seconds <= Self.last else { return nil }
        self.seconds = seconds
    }

    /// Reads `YYYY-MM-DDTHH:MM:SSZ`.
    ///
    /// - Parameter text: The text in ASCII; `nil` results from any other form, a date that does not exist, a fraction of a
    ///   second, or an offset other than `Z`.
    public init?(rfc3339 text: [UInt8]) {
        guard text.count == 20 else { return nil }
        let separators: [(Int, UInt8)] = [
            (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")), (10, UInt8(ascii: "T")), (13, UInt8(ascii: ":")),
            (16, UInt8(ascii: ":")), (19, UInt8(ascii: "Z")),
        ]
        for (place, byte) in separators where text[place] != byte { return nil }
        guard let year = Self.number(text, 0, 4), let month = Self.number(text, 5, 2),
            let day = Self.number(text, 8, 2), let hour = Self.number(text, 11, 2),
            let minute = Self.number(text, 14, 2), let second = Self.number(text, 17, 2)
        else { return nil }
        guard year >= 1970, 1...12 ~= month, day >= 1, day <= Self.days(month: month, year: year) else { return nil }
        guard hour < 24, minute < 60, second < 60 else { return nil }
        let time = UInt64(hour * 3600 + minute * 60 + second)
        self.init(seconds: Self.daysSince1970(year: year, month: month, day: day) * 86400 + time)
    }

    /// `YYYY-MM-DDTHH:MM:SSZ` in ASCII.
    public var rfc3339: [UInt8] {
        let (date, time) = parts
        return Self.digits(date.year, 4) + [UInt8(ascii: "-")] + Self.digits(date.month, 2) + [UInt8(ascii: "-")]
            + Self.digits(date.day, 2) + [UInt8(ascii: "T")] + Self.digits(time / 3600, 2) + [UInt8(ascii: ":")]
            + Self.digits(time / 60 % 60, 2) + [UInt8(ascii: ":")] + Self.digits(time % 60, 2) + [UInt8(ascii: "Z")]
    }

    /// Whether a time is before another.
    ///
    /// - Parameters:
    ///   - left: A time.
    ///   - right: Another.
    /// - Returns: `true` when the first is earlier.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }

    private var parts: (date: (year: Int, month: Int, day: Int), time: Int) {
        var rest = Int(seconds / 86400)
        var year = 1970
        while rest >= Self.days(year: year) {
            rest -= Self.days(year: year)
            year += 1
        }
        var month = 1
        while rest >= Self.days(month: month, year: year) {
            rest -= Self.days(month: month, year: year)
            month += 1
        }
        return ((year, month, rest + 1), Int(seconds % 86400))
    }

    private static func daysSince1970(year: Int, month: Int, day: Int) -> UInt64 {
        var days = day - 1
        for earlier in 1970..<year { days += Self.days(year: earlier) }
        for earlier in 1..<month { days += Self.days(month: earlier, year: year) }
        return UInt64(days)
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    private static func days(year: Int) -> Int { isLeap(year) ? 366 : 365 }

    private static func days(month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func number(_ text: [UInt8], _ first: Int, _ count: Int) -> Int? {
        var value = 0
        for byte in text[first..<first + count] {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
            value = 10 * value + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }

    private static func digits(_ value: Int, _ count: Int) -> [UInt8] {
        var rest = value
        var digits = [UInt8](repeating: UInt8(ascii: "0"), count: count)
        for place in (0..<count).reversed() {
            digits[place] += UInt8(rest % 10)
            rest /= 10
        }
        return digits
    }
}

#if !hasFeature(Embedded)
    extension Timestamp: CustomStringConvertible {
        /// `YYYY-MM-DDTHH:MM:SSZ`.
        public var description: String { String(decoding: rfc3339, as: UTF8.self) }
    }
#endif
