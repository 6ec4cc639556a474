import type { HttpAnswer } from '#core/https.ts';

const TITLE = /<title[^>]*>([^<]{1,200})/i;
const MOST_TITLE_LETTERS = 80;

/** True for what is meant to be read by people: block pages, portals, login pages. No API sends it. */
export function isPage({ headers, body }: Pick<HttpAnswer, 'headers' | 'body'>): boolean {
  const type = headers['content-type'] ?? '';
  return /\bx?html\b/i.test(type) || /^\s*(?:<!doctype html|<html[\s>])/i.test(body);
}

/** Says what came, in a few words: `200 with a page titled "Blocked"`. */
export function answerWords(answer: HttpAnswer): string {
  const { status, headers, body } = answer;
  if (!isPage(answer)) {
    const type = headers['content-type'];
    return type === undefined ? `${status}` : `${status} with ${type}`;
  }
  const [, title = ''] = TITLE.exec(body) ?? [];
  const short = title.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_TITLE_LETTERS);
  return short === '' ? `${status} with a page` : `${status} with a page titled “${short}”`;
}
