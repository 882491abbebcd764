import { isJsonObject, type JsonObject, type JsonValue } from '@glosa/domain/model'

/** An attribute of a ProseMirror node or mark in JSON. */
export function attributeOf(node: JsonObject, name: string): JsonValue | undefined {
  const attributes = node['attrs']
  return attributes !== undefined && isJsonObject(attributes) ? attributes[name] : undefined
}

/** The attribute as text; `''` when it is anything else. */
export function textAttributeOf(node: JsonObject, name: string): string {
  const value = attributeOf(node, name)
  return typeof value === 'string' ? value : ''
}

/** A whole number from 1 to 100,000, or `otherwise`. */
export const positiveInteger = (value: JsonValue | undefined, otherwise: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100_000 ? value : otherwise
