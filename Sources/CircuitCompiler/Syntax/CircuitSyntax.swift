/// A circuit as written.
struct CircuitSyntax: Equatable, Sendable {
    let name: String
    let namePlace: SourcePlace
    let version: UInt32
    var says: [SentenceDeclaration] = []
    var saysNot: [SentenceDeclaration] = []
    var indexSets: [IndexDeclaration] = []
    var publics: [PublicDeclaration] = []
    var privates: [PrivateDeclaration] = []
    var imports: [ImportDeclaration] = []
    var lets: [LetDeclaration] = []
    var requirements: [RequireDeclaration] = []
    var exports: [ExportDeclaration] = []
}
