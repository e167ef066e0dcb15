/** Codes of what a piece of equipment is (CATAIR Appendix B, equipment description codes). */
const CODES = `
20 2B 2D 2E 2F 40 4B AC AF AL AP AT BC BE BF BG BH BJ BK BO BR BX CA CB CC CD CG CH CI CJ
CK CL CM CN CP CQ CR CS CT CU CV CW CX CZ DD DF DT DX ET FH FN FP FR FS FT FX GS HB HC HO
HP HT HV HY ID IX LO LS LU NC NX OB OT OV PL PP PT PU RA RC RD RE RF RG RI RO RR RS RT SA
SC SD SK SL SR SS ST SV TA TB TC TF TG TH TI TJ TK TL TM TN TO TP TQ TR TT TU TV TW UA UB
UC UD UE UL UP VA VE VL VR VS VT WR WY
`;

const codes: ReadonlySet<string> = new Set(CODES.trim().split(/\s+/));

/** True of a code of the list. */
export const isEquipmentCode = (code: string): boolean => codes.has(code);
