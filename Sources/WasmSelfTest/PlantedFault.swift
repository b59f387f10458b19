/// A case of a vector file whose one digit is changed, to show that the self-test notices.
struct PlantedFault {
    let suite: StaticString
    /// Which case of the file, from 0.
    let position: Int
    /// The member whose last digit is changed.
    let member: StaticString

    /// One for every layer: hash, group, encoding, tree, path.
    static let all = [
        PlantedFault(suite: "sha3", position: 0, member: "digest"),
        PlantedFault(suite: "generators", position: 0, member: "encodings"),
        PlantedFault(suite: "bulletproofs-range", position: 0, member: "proof"),
        // 24 as 1818; any other digit makes it an integer that is not in its shortest form.
        PlantedFault(suite: "cbor", position: 4, member: "encoding"),
        PlantedFault(suite: "sum-tree", position: 0, member: "contextDigest"),
        PlantedFault(suite: "sum-tree-path", position: 0, member: "path"),
    ]

    /// Whether the case holds as it is, and fails with the changed digit.
    ///
    /// - Parameter files: Vector files, of which one is of the suite.
    /// - Returns: Whether both are so; false also when no file is of the suite.
    func isNoticed(in files: [[UInt8]]) -> Bool {
        for file in files {
            do throws(VectorFailure) {
                let content = try VectorSuite.content(file)
                guard same(content.suite, suite) else { continue }
                guard content.cases.indices.contains(position) else { return false }
                let value = content.cases[position]
                let faulty = try changed(value)
                return VectorSuite.holds(value, content.check) && !VectorSuite.holds(faulty, content.check)
            } catch {
                return false
            }
        }
        return false
    }

    private func changed(_ value: JSONValue) throws(VectorFailure) -> JSONValue {
        guard case .object(let members) = value else { throw .member }
        var changed: [JSONValue.Member] = []
        var found = false
        for entry in members {
            guard same(entry.name, member) else {
                changed.append(entry)
                continue
            }
            var text = try entry.value.text()
            guard let last = text.indices.last else { throw .hexadecimal }
            text[last] = text[last] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            changed.append(JSONValue.Member(name: entry.name, value: .string(text)))
            found = true
        }
        guard found else { throw .member }
        return .object(changed)
    }
}
