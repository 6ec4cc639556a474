import type { Renderer } from './renderer.ts';

/** JUnit XML; what writes it is loaded with the first document. */
export const junit: Renderer = {
  name: 'junit',
  extension: 'xml',
  render: async (report) => (await import('./junit-document.ts')).junitDocument(report),
};
