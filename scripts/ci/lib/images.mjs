/** The parts of the product that have an image. */
export const IMAGES = ['server', 'client', 'backup'];

/**
 * What the names of the images begin with; a registry takes small letters only.
 * @param {string} owner of the repository
 */
export const imagesOf = (owner) => `ghcr.io/${owner.toLowerCase()}/aipoweredmakers`;

/** The tag that is never moved. @param {string} commit */
export const tagOf = (commit) => `sha-${commit}`;
