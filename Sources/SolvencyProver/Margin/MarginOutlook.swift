public import BigNumbers
internal import CircuitCompiler
internal import CircuitModel
internal import Solvency
internal import StrictJSON

/// What a statement comes to, for the prover's eyes only.
public struct MarginOutlook: Sendable {
    /// The gain or loss of all positions in a scenario.
    public struct Scenario: Equatable, Sendable {
        /// The circuit that has the scenario.
        public let circuit: String
        /// The scenario's id.
        public let id: String
        /// The gain, negative for a loss, in usd.
        public let gain: BigRational
    }

    /// A requirement that fails, and by how much.
    public struct Failure: Equatable, Sendable {
        /// The circuit that states it.
        public let circuit: String
        /// The requirement's name.
        public let name: String
        /// What is missing, in the requirement's unit.
        public let short: BigRational
    }

    /// The value of the collateral, in usd; `nil` when no circuit gives it.
    public let collateral: BigRational?
    /// The sum of the requirements, in usd; `nil` when no circuit gives one.
    public let requirement: BigRational?
    /// The rung in basis points.
    public let rung: UInt64
    /// The requirements that fail.
    public let failures: [Failure]
    /// The scenarios of all circuits that have a table of losses or gains.
    public let scenarios: [Scenario]

    /// What the collateral exceeds the requirement times the rung by; negative when it falls short.
    public var headroom: BigRational? {
        guard let collateral, let requirement else { return nil }
        return collateral - requirement * (BigRational(BigInteger(rung)) * .powerOfTen(-4))
    }

    /// Collateral over requirement in basis points, rounded down; `nil` where nothing is required.
    public var coverage: BigInteger? {
        guard let collateral, let requirement, requirement.signum > 0,
            let ratio = try? (collateral * .powerOfTen(4)).divided(by: requirement)
        else { return nil }
        return ratio.roundedDown
    }

    /// The highest rung of the ladder that could be proven.
    public var highestRung: UInt64? {
        guard let collateral, let requirement else { return nil }
        return RungLadder.rungs.last { collateral * .powerOfTen(4) >= requirement * BigRational(BigInteger($0)) }
    }

    /// The scenario with the greatest loss.
    public var bindingScenario: Scenario? { scenarios.min { $0.gain < $1.gain } }
}

extension PreparedMarginProof {
    /// What the statement comes to, for the prover's eyes only.
    ///
    /// - Parameter parameters: The parameters that the statement was compiled from.
    /// - Returns: Figures, failures and the gain or loss in each scenario.
    public func outlook(_ parameters: MarginParameters) -> MarginOutlook {
        let figures = evaluation.figures()
        func figure(_ name: String) -> BigRational? { figures.first { $0.name == name }?.value }
        let failures = evaluation.failedRequirements().map { failed in
            MarginOutlook.Failure(
                circuit: compilation.circuits.indices.contains(failed.circuit)
                    ? compilation.circuits[failed.circuit].name : "",
                name: failed.name, short: -failed.value)
        }
        var scenarios: [MarginOutlook.Scenario] = []
        for circuit in compilation.circuits {
            guard let found = parameters.circuit(circuit.name) else { continue }
            // Without such a table there are no scenarios to show; what is proven does not depend on this.
            scenarios += (try? self.scenarios(circuit.name, found.value)) ?? []
        }
        return MarginOutlook(
            collateral: figure(Compilation.collateralFigure), requirement: figure(Compilation.requirementFigure),
            rung: checked.proof.rung, failures: failures, scenarios: scenarios)
    }

    /// Reads the table `loss` or `gain` over scenarios and instruments, as the shipped circuits have it.
    private func scenarios(_ circuit: String, _ object: JSONValue) throws(JSONFailure) -> [MarginOutlook.Scenario] {
        var reader = try object.object()
        guard let scenarioIDs = reader.optional("scenario"), let instrumentIDs = reader.optional("instrument") else {
            return []
        }
        let loss = reader.optional("loss")
        guard let table = loss ?? reader.optional("gain") else { return [] }
        let quantities = try instrumentIDs.array().map { (value) throws(JSONFailure) in
            quantity(of: Array(try value.string().utf8))
        }
        var rows = try table.object()
        var result: [MarginOutlook.Scenario] = []
        for value in try scenarioIDs.array() {
            let id = try value.string()
            var sum = BigRational.zero
            for (element, quantity) in zip(try rows.required(id).array(count: quantities.count), quantities) {
                guard let number = try? BigRational(decimal: element.string()) else { return [] }
                sum += number * quantity
            }
            result.append(MarginOutlook.Scenario(circuit: circuit, id: id, gain: loss == nil ? sum : -sum))
        }
        return result
    }

    /// How many lots there are of an instrument, over all netting sets.
    private func quantity(of id: [UInt8]) -> BigRational {
        var sum = BigRational.zero
        for (index, input) in compilation.statement.parts.inputs.enumerated()
        where input.kind == .position && input.id == id {
            guard let amount = amounts[index].int64 else { continue }
            sum += BigRational(BigInteger(amount)) * .powerOfTen(-Int(input.decimals))
        }
        return sum
    }
}
