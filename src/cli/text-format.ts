export const TEXT_FORMATS = ['text', 'json'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];
