/**
 * One line of plain text. A line break could pass for a heading or an item of a notice; control characters and halves of surrogate pairs
 * the database refuses, and no form has them.
 */
export const ONE_LINE = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]*$/;
