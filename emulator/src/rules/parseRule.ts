import { type Comparison, type Expression, RULE_NAMES, type RuleName, RuleSyntaxError } from './expression.ts'
import { GET_MAX_NESTING, GET_MAX_PER_RULE, RULE_MAX_CHARACTERS } from './limits.ts'
import { Scanner } from './scanner.ts'

const NAME = /[A-Za-z_$][\w$]*/y
const NUMBER = /-?\d+(\.\d+)?/y
/** `===` and `!==` mean `==` and `!=`, which do not convert types here either. */
const COMPARISON = /===|!==|==|!=|>=|<=|>|<|in\b/y
const CONSTANTS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', null],
])
const ADDRESS = /^database\.[^.]+\.[^.].*$/s

/** What the rules of one service speak of. */
export interface RuleVocabulary {
  names: ReadonlyMap<string, RuleName>
  /** Whether `get()` may read documents. */
  get: boolean
  /** The names, for a message. */
  inWords: string
}

const OF_DOCUMENTS: RuleVocabulary = {
  names: new Map(RULE_NAMES.map((name) => [name, name])),
  get: true,
  inWords: 'auth, doc, request.data, now and get()',
}

/**
 * Reads the text of a security rule, of documents unless another vocabulary is given. Names `auth`, `doc`,
 * `request.data`, `now`, `get()`; operators `== != === !== > >= < <= in && || ! . []`; texts, templates, numbers, lists,
 * true, false, null, undefined.
 * @throws RuleSyntaxError
 */
export function parseRule(text: string, vocabulary = OF_DOCUMENTS): Expression {
  if (text.length > RULE_MAX_CHARACTERS) {
    throw new RuleSyntaxError(RULE_MAX_CHARACTERS + 1, `a rule has at most ${RULE_MAX_CHARACTERS} characters`)
  }
  return new RuleParser(new Scanner(text), vocabulary).rule()
}

class RuleParser {
  private gets = 0
  private nesting = 0

  constructor(
    private readonly scanner: Scanner,
    private readonly vocabulary: RuleVocabulary,
  ) {}

  rule(): Expression {
    const rule = this.either()
    if (!this.scanner.atEnd) throw this.scanner.unexpected('an operator')
    return rule
  }

  private either(): Expression {
    let left = this.both()
    while (this.scanner.takes('||')) left = { kind: 'either', left, right: this.both(), column: left.column }
    return left
  }

  private both(): Expression {
    let left = this.comparison()
    while (this.scanner.takes('&&')) left = { kind: 'both', left, right: this.comparison(), column: left.column }
    return left
  }

  private comparison(): Expression {
    const left = this.negation()
    const { column } = this.scanner
    const operator = this.scanner.match(COMPARISON)
    if (operator === undefined) return left
    const right = this.negation()
    if (this.scanner.match(COMPARISON) !== undefined) {
      throw new RuleSyntaxError(column, 'comparisons cannot be chained: join them with && or ||')
    }
    const shortened = operator.replace(/^([=!]=)=$/, '$1') as Comparison
    return { kind: 'compare', operator: shortened, left: asValue(left), right: asValue(right), column: left.column }
  }

  private negation(): Expression {
    const { column } = this.scanner
    return this.scanner.takes('!') ? { kind: 'not', operand: this.negation(), column } : this.members()
  }

  private members(): Expression {
    let object = this.primary()
    for (;;) {
      const { column } = object
      if (this.scanner.takes('.')) object = { kind: 'member', object: asValue(object), key: this.fieldName(), column }
      else if (this.scanner.takes('[')) {
        object = { kind: 'member', object: asValue(object), key: asValue(this.either()), column }
        this.scanner.expect(']')
      } else return complete(object)
      requireData(object)
    }
  }

  private fieldName(): Expression {
    const { column } = this.scanner
    const value = this.scanner.match(NAME)
    if (value === undefined) throw this.scanner.unexpected('the name of a field')
    return { kind: 'literal', value, column }
  }

  private primary(): Expression {
    const { scanner } = this
    const { column } = scanner
    if (scanner.takes('(')) {
      const inner = this.either()
      scanner.expect(')')
      return inner
    }
    if (scanner.takes('[')) return { kind: 'list', items: this.items(), column }
    if (scanner.takes('`')) return { kind: 'template', parts: this.parts(), column }
    for (const quote of ["'", '"']) {
      if (scanner.takes(quote)) return { kind: 'literal', value: scanner.textUntil(quote).text, column }
    }
    const number = scanner.match(NUMBER)
    if (number !== undefined) return { kind: 'literal', value: Number(number), column }
    return this.named(column)
  }

  private items(): Expression[] {
    const items: Expression[] = []
    if (this.scanner.takes(']')) return items
    do items.push(asValue(this.either()))
    while (this.scanner.takes(','))
    this.scanner.expect(']')
    return items
  }

  private parts(): (string | Expression)[] {
    const parts: (string | Expression)[] = []
    for (;;) {
      const { text, end } = this.scanner.textUntil('`', '${')
      parts.push(text)
      if (end === '`') return parts
      parts.push(asValue(this.either()))
      this.scanner.expect('}')
    }
  }

  private named(column: number): Expression {
    const word = this.scanner.match(NAME)
    if (word === undefined) throw this.scanner.unexpected('a value')
    if (CONSTANTS.has(word)) return { kind: 'literal', value: CONSTANTS.get(word)!, column }
    const { names, get, inWords } = this.vocabulary
    if (get && word === 'get' && this.scanner.takes('(')) return this.get(column)
    const name = names.get(word)
    if (name === undefined) throw new RuleSyntaxError(column, `'${word}' is unknown: a rule speaks of ${inWords}`)
    return { kind: 'name', name, column }
  }

  private get(column: number): Expression {
    this.gets += 1
    this.nesting += 1
    if (this.gets > GET_MAX_PER_RULE) {
      throw new RuleSyntaxError(column, `a rule has at most ${GET_MAX_PER_RULE} get()`)
    }
    if (this.nesting > GET_MAX_NESTING) {
      throw new RuleSyntaxError(column, `get() stand at most ${GET_MAX_NESTING} deep in each other`)
    }
    const address = asValue(this.either())
    this.scanner.expect(')')
    this.nesting -= 1
    if (address.kind === 'literal' && !ADDRESS.test(String(address.value))) {
      throw new RuleSyntaxError(address.column, "get() needs 'database.<collection>.<id>'")
    }
    return { kind: 'get', address, column }
  }
}

function asValue(expression: Expression): Expression {
  if (['not', 'both', 'either', 'compare'].includes(expression.kind)) {
    throw new RuleSyntaxError(expression.column, 'a value is needed here, and this is a condition')
  }
  return expression
}

function complete(expression: Expression): Expression {
  if (expression.kind !== 'name') return expression
  if (expression.name === 'doc') throw new RuleSyntaxError(expression.column, 'a field must follow')
  if (expression.name === 'request') throw new RuleSyntaxError(expression.column, 'request must be followed by .data')
  return expression
}

function requireData({ object, key, column }: Expression & { kind: 'member' }): void {
  if (object.kind !== 'name' || object.name !== 'request') return
  if (key.kind !== 'literal' || key.value !== 'data') {
    throw new RuleSyntaxError(column, 'request must be followed by .data')
  }
}
