import { create } from 'xmlbuilder2';
import { sanitise } from './text/sanitise.ts';

/** An element: its name, attributes and children, texts among them. */
export type XmlElement = {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly children?: readonly (XmlElement | string)[];
};

type Node = ReturnType<typeof create>;

/** Returns a well-formed XML 1.0 document. What XML cannot hold (control characters, broken pairs) is taken out. */
export function toXml(root: XmlElement): string {
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  append(document, root);
  return `${document.end({ prettyPrint: true })}\n`;
}

function append(parent: Node, { name, attributes = {}, children = [] }: XmlElement): void {
  const clean = Object.entries(attributes).map(([key, value]) => [key, sanitise(String(value))]);
  const element = parent.ele(name, Object.fromEntries(clean) as Record<string, string>);
  for (const child of children) {
    if (typeof child === 'string') element.txt(sanitise(child));
    else append(element, child);
  }
}
