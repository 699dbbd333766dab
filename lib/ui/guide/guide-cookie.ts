/** Says whether the person left the guidelines open beside the work; read by the pages that show them. */
export const GUIDE_COOKIE = 'guide';
