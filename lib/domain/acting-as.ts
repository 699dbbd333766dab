/**
 * For whom a page acts. Cookies belong to the browser: another account that signs in in another tab takes
 * them over, and what one person wrote would be stored under the other's name. So a page says whose it is,
 * as the second argument of its actions and in this header of its other requests.
 */
export const PERSON_HEADER = 'x-blindpair-person';
