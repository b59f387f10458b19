// Runs the Swift computations on secrets under valgrind's memcheck, with the secrets marked as undefined memory.
// Each check must be free of reports, and each planted leak must give one. Tools/check-constant-time-swift.sh runs it.
import CValgrind
import Foundation
import Ristretto

guard cv_is_available() == 1 else {
    print("ctcheck-swift: built without valgrind's header (Debian package valgrind)")
    exit(2)
}
guard cv_is_running() == 1 else {
    print("ctcheck-swift: not running under valgrind, so nothing would be checked")
    exit(2)
}

var failures = 0
do {
    let implementation = try KernelImplementation.chosen()
    guard implementation.kind != .avx512ifma else {
        print("ctcheck-swift: valgrind cannot run avx512ifma; force a portable implementation")
        exit(2)
    }
    print("implementation: \(implementation)")
    let checks = try Checks()
    for (name, body) in checks.all {
        let errors = try Secrecy.errors(body)
        print("\(errors == 0 ? "constant time" : "LEAKS (\(errors))"): \(name)")
        failures += errors == 0 ? 0 : 1
    }
    var secret = [checks.scalars[0] + checks.scalars[1]]
    Secrecy.hide(&secret)
    for (name, leak) in [("planted branch", Planted.branch), ("planted index", Planted.index)] {
        let errors = Secrecy.errors { leak(secret[0]) }
        print("\(errors > 0 ? "caught" : "MISSED"): \(name)")
        failures += errors > 0 ? 0 : 1
    }
    for (name, body) in [
        ("a range proof that publishes nothing", checks.undisclosedRangeProof),
        ("witnesses of a statement that publish nothing", checks.undisclosedWitnesses),
    ] {
        let errors = try Secrecy.errors(body)
        print("\(errors > 0 ? "caught" : "MISSED"): \(name)")
        failures += errors > 0 ? 0 : 1
    }
} catch {
    print("ctcheck-swift: \(error)")
    exit(2)
}
exit(failures == 0 ? 0 : 1)
