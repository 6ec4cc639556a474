import type { Facts } from './known-error.ts';

/**
 * Puts the first known fact where `{address|host|the server}` stands. What a line did not tell keeps the general words,
 * which come last.
 */
export function fill(template: string, facts: Facts): string {
  return template.replaceAll(/\{([^{}|]{0,20}\|[^{}]{0,200})\}/g, (_, choice: string) => {
    const names = choice.split('|');
    const otherwise = names.pop() ?? '';
    return names.map((name) => Reflect.get(facts, name) as unknown).find(isText) ?? otherwise;
  });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
