// Runs the self-test module in node: the same calls that a page would make. Usage: node run.mjs MODULE.wasm
import { readFile } from "node:fs/promises"

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {})
const { outcome, failing_case_name, planted_fault, planted_fault_count } = instance.exports
const faults = planted_fault_count()
for (let i = 0; i < faults; i++)
    if (planted_fault(i) !== 1) {
        console.log(`planted fault ${i}: a wrong digit is not noticed, or the right one fails`)
        process.exit(1)
    }
const result = outcome()
const failing = Number(BigInt.asUintN(32, result))
if (failing !== 0) {
    const name = []
    for (let word = failing_case_name(0), i = 0; word !== 0n; word = failing_case_name(++i))
        for (let bits = BigInt.asUintN(64, word); bits !== 0n; bits >>= 8n) name.push(Number(bits & 255n))
    console.log(`case ${failing} failed: ${Buffer.from(name)}`)
    process.exit(1)
}
const cases = Number(result >> 32n)
if (cases === 0 || faults === 0) {
    console.log("no cases ran")
    process.exit(1)
}
console.log(`${cases} cases passed, ${faults} planted faults noticed`)
