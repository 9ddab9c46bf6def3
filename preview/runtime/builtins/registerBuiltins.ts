import type { CodeSpace, glassEasel } from 'glass-easel-miniprogram-adapter'
import { type Builtin, defineBuiltin } from './builtin.ts'
import { containers } from './containers.ts'

const all: Record<string, Builtin> = { ...containers }

/** Defines every built-in tag; returns the framework's definitions by tag. */
export function registerBuiltins(space: CodeSpace): Map<string, glassEasel.GeneralComponentDefinition> {
  return new Map(Object.entries(all).map(([tag, builtin]) => [tag, defineBuiltin(space, tag, builtin)]))
}
