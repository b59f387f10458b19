import Glibc

/// A number with a fixed count of decimals, without Foundation.
func decimal(_ value: Double, _ places: Int) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    _ = withVaList([Int32(places), value]) { vsnprintf(&buffer, buffer.count, "%.*f", $0) }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

private func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - text.count))
    return right ? fill + text : text + fill
}

/// The table for people and the file for programs.
struct Report {
    static func heading() -> String {
        padded("work", 32) + padded("ours", 14, right: true) + padded("baseline", 14, right: true)
            + padded("ratio", 10, right: true) + "  " + padded("bar", 14) + "baseline is"
    }

    static func row(_ figure: Figure) -> String {
        let value = "\(decimal(figure.value, figure.value < 10 ? 3 : 1)) \(figure.unit)"
        let baseline = figure.baselineValue.map { "\(decimal($0, $0 < 10 ? 3 : 1)) \(figure.unit)" } ?? "-"
        let ratio = figure.ratio.map { "\(decimal($0, 1))x" } ?? "-"
        let mark =
            switch figure.met {
            case true?: " met"
            case false?: " MISSED"
            case nil: ""
            }
        return padded(figure.name, 32) + padded(value, 14, right: true) + padded(baseline, 14, right: true)
            + padded(ratio, 10, right: true) + "  " + padded(figure.bar + mark, 14) + "  " + (figure.baseline ?? "-")
    }

    /// `[{"name","unit","value","baseline","baselineValue","ratio"}]`, as docs/cli.md says.
    static func json(_ figures: [Figure]) -> String {
        let rows = figures.map { figure in
            let baseline = figure.baseline.map { "\"\($0)\"" } ?? "null"
            let baselineValue = figure.baselineValue.map { decimal($0, 6) } ?? "null"
            let ratio = figure.ratio.map { decimal($0, 3) } ?? "null"
            return "  {\"name\":\"\(figure.name)\",\"unit\":\"\(figure.unit)\",\"value\":\(decimal(figure.value, 6)),"
                + "\"baseline\":\(baseline),\"baselineValue\":\(baselineValue),\"ratio\":\(ratio)}"
        }
        return "[\n" + rows.joined(separator: ",\n") + "\n]\n"
    }
}
