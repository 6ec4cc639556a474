import type { Site } from '#core/site.ts';

/** A site with its answers. */
export type KnownSite = Site & Required<Pick<Site, 'aws'>>;
