// Runs the self-test module in node: the same calls that a page would make. Usage: node run.mjs MODULE.wasm
import { readFile } from "node:fs/promises"

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {})
const { run, case_count, failing_case_name } = instance.exports
const failing = run()
if (failing !== 0) {
    const name = []
    for (let word = failing_case_name(0), i = 0; word !== 0n; word = failing_case_name(++i))
        for (let bits = BigInt.asUintN(64, word); bits !== 0n; bits >>= 8n) name.push(Number(bits & 255n))
    console.log(`case ${failing} failed: ${Buffer.from(name)}`)
    process.exit(1)
}
const cases = case_count()
if (cases === 0) {
    console.log("no cases ran")
    process.exit(1)
}
console.log(`${cases} cases passed`)
