import BigNumbers
import SolvencyProver

/// The same as a page with pictures, in one file without scripts or outside parts.
enum OutlookPage {
    static func html(_ text: OutlookText, title: String) -> [UInt8] {
        var rows = ""
        for scenario in text.outlook.scenarios {
            let kind = scenario.gain.isNegative ? "loss" : "gain"
            rows +=
                "<tr><td>\(escaped(scenario.circuit))</td><td>\(escaped(scenario.id))</td>"
                + "<td class=\"n\">\(scenario.gain)</td>"
                + "<td class=\"b\"><div class=\"\(kind)\" style=\"width:\(text.share(scenario, of: 100))%\"></div></td></tr>\n"
        }
        var facts = ""
        let outlook = text.outlook
        let list: [(String, String?)] = [
            ("Collateral value, usd", outlook.collateral.map { "\($0)" }),
            ("Requirement, usd", outlook.requirement.map { "\($0)" }),
            ("Headroom at \(OutlookText.percent(outlook.rung)), usd", outlook.headroom.map { "\($0)" }),
            ("Coverage, basis points", outlook.coverage.map { "\($0)" }),
            ("Highest rung", outlook.highestRung.map { OutlookText.percent($0) }),
            ("Binding scenario", outlook.bindingScenario?.id), ("Margin call, usd", text.call.map { "\($0)" }),
        ]
        for (name, value) in list {
            guard let value else { continue }
            facts += "<tr><th>\(escaped(name))</th><td class=\"n\">\(escaped(value))</td></tr>\n"
        }
        for failure in outlook.failures {
            facts +=
                "<tr class=\"fails\"><th>Fails: \(escaped(failure.name))</th><td class=\"n\">short by \(failure.short)</td></tr>\n"
        }
        let page = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>\(escaped(title))</title><style>
            body{font:16px sans-serif;margin:2em;max-width:60em}.warning{background:#c00;color:#fff;padding:.6em}
            table{border-collapse:collapse;margin:1em 0}td,th{text-align:left;padding:.2em .8em}.n{text-align:right}
            .b{width:30em}.b div{height:1em}.loss{background:#c33}.gain{background:#393}.fails{color:#c00}
            </style></head><body>
            <p class="warning">For the prover's eyes only: this page shows what a proof hides. Do not pass it on.</p>
            <h1>\(escaped(title))</h1>
            <table>
            \(facts)</table>
            <table>
            \(rows)</table>
            </body></html>

            """
        return Array(page.utf8)
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
