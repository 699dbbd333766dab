/** Of Blindpair's descriptions and graphs, in the folder of models. */
export const OWN_FOLDER = 'own';
