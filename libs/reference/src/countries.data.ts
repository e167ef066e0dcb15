/**
 * Countries as customs names them (ISO 3166 two-letter codes), and the provinces that stand for Canada as an origin.
 * Source: CATAIR appendix B; the X codes from the appendix to 19 CFR part 102.
 */
export const COUNTRY_NAMES = `
AD Andorra; AE United Arab Emirates; AF Afghanistan; AG Antigua and Barbuda; AI Anguilla; AL Albania; AM Armenia; AO Angola;
AR Argentina; AS American Samoa; AT Austria; AU Australia; AW Aruba; AZ Azerbaijan; BA Bosnia and Herzegovina; BB Barbados;
BD Bangladesh; BE Belgium; BF Burkina Faso; BG Bulgaria; BH Bahrain; BI Burundi; BJ Benin; BM Bermuda; BN Brunei Darussalam;
BO Bolivia; BR Brazil; BS Bahamas; BT Bhutan; BV Bouvet Island; BW Botswana; BY Belarus; BZ Belize; CA Canada;
CC Cocos (Keeling) Islands; CD Congo, Democratic Republic; CF Central African Republic; CG Congo; CH Switzerland;
CI Cote d'Ivoire; CK Cook Islands; CL Chile; CM Cameroon; CN China; CO Colombia; CR Costa Rica; CU Cuba; CV Cape Verde;
CW Curacao; CX Christmas Island; CY Cyprus; CZ Czech Republic; DE Germany; DJ Djibouti; DK Denmark; DM Dominica;
DO Dominican Republic; DZ Algeria; EC Ecuador; EE Estonia; EG Egypt; EH Western Sahara; ER Eritrea; ES Spain; ET Ethiopia;
FI Finland; FJ Fiji; FK Falkland Islands; FM Micronesia; FO Faroe Islands; FR France; GA Gabon; GB United Kingdom; GD Grenada;
GE Georgia; GF French Guiana; GH Ghana; GI Gibraltar; GL Greenland; GM Gambia; GN Guinea; GP Guadeloupe; GQ Equatorial Guinea;
GR Greece; GT Guatemala; GU Guam; GW Guinea-Bissau; GY Guyana; GZ Gaza Strip; HK Hong Kong; HM Heard and McDonald Islands;
HN Honduras; HR Croatia; HT Haiti; HU Hungary; ID Indonesia; IE Ireland; IL Israel; IN India; IO British Indian Ocean Territory;
IQ Iraq; IR Iran; IS Iceland; IT Italy; JM Jamaica; JO Jordan; JP Japan; KE Kenya; KG Kyrgyzstan; KH Cambodia; KI Kiribati;
KM Comoros; KN St. Kitts-nevis; KP Korea, North; KR Korea, South; KV Kosovo; KW Kuwait; KY Cayman Islands; KZ Kazakhstan;
LA Laos; LB Lebanon; LC Saint Lucia; LI Liechtenstein; LK Sri Lanka; LR Liberia; LS Lesotho; LT Lithuania; LU Luxembourg;
LV Latvia; LY Libya; MA Morocco; MC Monaco; MD Moldova; ME Montenegro; MG Madagascar; MH Marshall Islands; MK North Macedonia;
ML Mali; MM Burma; MN Mongolia; MO Macao; MP Northern Mariana Islands; MQ Martinique; MR Mauritania; MS Montserrat; MT Malta;
MU Mauritius; MV Maldives; MW Malawi; MX Mexico; MY Malaysia; MZ Mozambique; NA Namibia; NC New Caledonia; NE Niger;
NF Norfolk Island; NG Nigeria; NI Nicaragua; NL Netherlands; NO Norway; NP Nepal; NR Nauru; NU Niue; NZ New Zealand; OM Oman;
PA Panama; PE Peru; PF French Polynesia; PG Papua New Guinea; PH Philippines; PK Pakistan; PL Poland;
PM St. Pierre and Miquelon; PN Pitcairn; PR Puerto Rico; PT Portugal; PW Palau; PY Paraguay; QA Qatar; RE Reunion; RO Romania;
RS Serbia; RU Russian Federation; RW Rwanda; SA Saudi Arabia; SB Solomon Islands; SC Seychelles; SD Sudan; SE Sweden;
SG Singapore; SH St. Helena; SI Slovenia; SJ Svalbard and Jan Mayen; SK Slovakia; SL Sierra Leone; SM San Marino; SN Senegal;
SO Somalia; SR Suriname; SS South Sudan; ST Sao Tome and Principe; SV El Salvador; SX Sint Maarten; SY Syria; SZ Swaziland;
TC Turks and Caicos Islands; TD Chad; TF French Southern Territories; TG Togo; TH Thailand; TJ Tajikistan; TK Tokelau;
TL Timor-Leste; TM Turkmenistan; TN Tunisia; TO Tonga; TR Turkey; TT Trinidad and Tobago; TV Tuvalu; TW Taiwan;
TZ Tanzania, United Republic of; UA Ukraine; UG Uganda; UM US Minor Outlying Islands; US United States; UY Uruguay;
UZ Uzbekistan; VA Holy See; VC Saint Vincent and the Grenadines; VE Venezuela; VG Virgin Islands (British);
VI Virgin Islands (U.S.); VN Vietnam; VU Vanuatu; WE West Bank; WF Wallis and Futuna Islands; WS Samoa; YE Yemen; YT Mayotte;
ZA South Africa; ZM Zambia; ZW Zimbabwe; XA Alberta; XC British Columbia; XD British Columbia, coast; XE British Columbia, interior; XM Manitoba; XB New Brunswick;
XW Newfoundland and Labrador; XT Northwest Territories; XN Nova Scotia; XV Nunavut; XO Ontario; XP Prince Edward Island;
XQ Quebec; XS Saskatchewan; XY Yukon
`;
