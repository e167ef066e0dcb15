/**
 * Ports of entry by state: code, name, `*` where the harbor maintenance fee is due, `/N` or `/S` at a land border.
 * Source: Schedule D port codes; fee ports as listed in 19 CFR 24.24(b)(1), whose codes for New York Harbor, Newark and
 * Perth Amboy are carried by 4601 and 4602 today. Express courier facilities and statistical codes are left out.
 */
export const PORTS_BY_STATE = `
AK: 3101 Juneau*; 3102 Ketchikan*; 3103 Skagway/N; 3104 Alcan/N; 3105 Wrangell; 3106 Dalton Cache*/N; 3107 Valdez; 3111 Fairbanks;
    3112 Petersburg*; 3115 Sitka*; 3124 Pelican; 3125 Sand Point*; 3126 Anchorage*; 3127 Kodiak*; 3181 St. Paul Airport, Anchorage
AL: 1901 Mobile*; 1904 Birmingham; 1910 Huntsville
AR: 2003 Little Rock-North Little Rock
AZ: 2601 Douglas/S; 2602 Lukeville/S; 2603 Naco/S; 2604 Nogales/S; 2605 Phoenix; 2606 Sasabe/S; 2608 San Luis/S; 2609 Tucson
CA: 2501 San Diego*; 2502 Andrade/S; 2503 Calexico/S; 2504 San Ysidro/S; 2505 Tecate/S; 2506 Otay Mesa/S; 2507 Calexico-East/S;
    2704 Los Angeles*; 2707 Port San Luis*; 2709 Long Beach*; 2711 El Segundo; 2712 Ventura*; 2713 Port Hueneme*; 2715 Capitan;
    2719 Morro*; 2720 Los Angeles International Airport; 2721 Ontario International Airport; 2781 Palm Springs Regional Airport;
    2801 San Francisco International Airport; 2802 Eureka*; 2803 Fresno; 2805 Monterey*; 2809 San Francisco*; 2810 Stockton*;
    2811 Oakland*; 2812 Richmond*; 2813 Alameda*; 2815 Crockett*; 2816 Sacramento*; 2820 Martinez*; 2821 Redwood City*; 2827 Selby*;
    2828 San Joaquin River*; 2829 San Pablo Bay*; 2830 Carquinez Strait*; 2831 Suisun Bay*; 2834 San Jose International Airport
CO: 3307 Denver; 3384 Centennial Airport; 3385 Eagle County Regional Airport
CT: 0410 Bridgeport*; 0411 Hartford*; 0412 New Haven*; 0413 New London*
DC: 5401 Washington Dulles International*
DE: 1103 Wilmington*
FL: 1801 Tampa*; 1803 Jacksonville*; 1805 Fernandina*; 1807 Boca Grande*; 1808 Orlando; 1809 Orlando-Sanford Airport;
    1814 St. Petersburg*; 1816 Port Canaveral*; 1818 Panama City*; 1819 Pensacola*; 1821 Port Manatee; 1822 Fort Myers Airport;
    1881 Southwest Florida Regional Airport; 1883 Sarasota-Bradenton Airport; 1884 Daytona Beach Airport;
    1885 Melbourne Regional Airport; 1886 Ocala Regional Airport; 5201 Miami*; 5202 Key West*; 5203 Port Everglades*;
    5204 West Palm Beach*; 5205 Fort Pierce*; 5206 Miami International Airport; 5210 Fort Lauderdale-Hollywood International
GA: 1701 Brunswick*; 1703 Savannah*; 1704 Atlanta
HI: 3201 Honolulu*; 3202 Hilo*; 3203 Kahului*; 3204 Nawiliwili-Port Allen*; 3205 Honolulu International Airport; 3206 Kona
IA: 3513 Des Moines; 3907 Des Moines; 3908 Davenport IA/Rock Island-Moline IL
ID: 2907 Boise; 3302 Eastport/N; 3308 Porthill/N
IL: 3901 Chicago*; 3902 Peoria; 3909 Rockford; 3981 Waukegan Airport, Chicago; 3982 Greater Rockford Airport;
    3983 Pal-Waukee User Fee Airport; 3985 Decatur User Fee Airport; 4185 Dupage Airport
IN: 3904 East Chicago*; 3905 Gary*; 3984 Hulman Regional Airport; 4110 Indianapolis; 4183 Fort Wayne Airport
KS: 4504 Wichita
KY: 4115 Louisville; 4116 Owensboro-Evansville; 4184 Bluegrass Airport Lexington
LA: 2001 Morgan City*; 2002 New Orleans*; 2004 Baton Rouge*; 2005 Port Sulphur*; 2009 Destrehan; 2010 Gramercy*; 2012 Avondale;
    2013 St. Rose; 2014 Good Hope; 2017 Lake Charles*; 2018 Shreveport-Bossier City
MA: 0401 Boston*; 0402 Springfield; 0403 Worcester; 0404 Gloucester*; 0405 New Bedford; 0406 Plymouth; 0407 Fall River*; 0408 Salem;
    0409 Provincetown; 0416 Lawrence; 0417 Logan Airport-Boston
MD: 1301 Annapolis*; 1302 Cambridge*; 1303 Baltimore*; 1304 Crisfield; 1305 Baltimore-Washington International Airport
ME: 0101 Portland*; 0102 Bangor*; 0103 Eastport/N; 0104 Jackman/N; 0105 Vanceboro/N; 0106 Houlton/N; 0107 Fort Fairfield/N;
    0108 Van Buren/N; 0109 Madawaska/N; 0110 Fort Kent/N; 0111 Bath*; 0112 Bar Harbor; 0115 Calais/N; 0118 Limestone; 0121 Rockland;
    0122 Jonesport; 0127 Bridgewater/N; 0132 Belfast*; 0152 Searsport
MI: 3801 Detroit*/N; 3802 Port Huron*/N; 3803 Sault Ste. Marie*/N; 3804 Saginaw-Bay City*; 3805 Battle Creek; 3806 Grand Rapids;
    3807 Detroit Metropolitan Airport; 3808 Escanaba*; 3809 Marquette*; 3814 Algonac; 3815 Muskegon*; 3816 Grand Haven*;
    3818 Rogers City; 3819 Detour City; 3820 Mackinac Island; 3842 Presque Isle*; 3843 Alpena*; 3844 Ferrysburg*;
    3881 Oakland-Pontiac Airport; 3882 Willow Run Airport
MN: 3402 Noyes/N; 3423 Warroad/N; 3424 Baudette/N; 3425 Pinecreek/N; 3426 Roseau/N; 3429 Crane Lake; 3430 Lancaster/N;
    3501 Minneapolis-St. Paul; 3510 Duluth MN/Superior WI; 3581 Rochester User Fee Airport; 3601 Duluth*;
    3604 International Falls-Ranier/N; 3613 Grand Portage/N; 3614 Silver Bay*
MO: 4501 Kansas City; 4502 St. Joseph; 4503 St. Louis; 4505 Springfield; 4506 Spirit of St. Louis Airport
MS: 1902 Gulfport*; 1903 Pascagoula*; 2011 Greenville; 2015 Vicksburg
MT: 3301 Raymond/N; 3304 Great Falls; 3305 Butte; 3306 Turner/N; 3309 Scobey/N; 3310 Sweetgrass/N; 3312 Whitetail/N; 3316 Piegan/N;
    3317 Opheim/N; 3318 Roosville/N; 3319 Morgan/N; 3321 Whitlash/N; 3322 Del Bonita/N; 3323 Wild Horse/N; 3324 Kalispell;
    3325 Willow Creek/N
NC: 1501 Wilmington*; 1502 Winston-Salem; 1503 Durham; 1506 Reidsville; 1511 Morehead-Beaufort*; 1512 Charlotte
ND: 3401 Pembina/N; 3403 Portal/N; 3404 Neche/N; 3405 St. John/N; 3406 Northgate/N; 3407 Walhalla/N; 3408 Hannah/N; 3409 Sarles/N;
    3410 Ambrose/N; 3413 Antler/N; 3414 Sherwood/N; 3415 Hansboro/N; 3416 Maida/N; 3417 Fortuna/N; 3419 Westhope/N; 3420 Noonan/N;
    3421 Carbury/N; 3422 Dunseith/N; 3427 Grand Forks; 3433 Williston; 3434 Minot; 3481 Hector International Airport
NE: 3512 Omaha; 3903 Omaha
NH: 0131 Portsmouth*; 0181 Lebanon Airport; 0182 Manchester User Fee Airport
NJ: 1105 Paulsboro*; 1107 Camden*; 1113 Gloucester City*; 1182 Atlantic City User Fee Airport;
    1183 Trenton/Mercer County User Fee Airport; 4601 New York/Newark Area*; 4602 Perth Amboy*; 4681 Morristown Airport
NM: 2406 Columbus/S; 2407 Albuquerque; 2408 Santa Teresa/S; 2481 Santa Teresa Airport
NV: 2722 Las Vegas; 2833 Reno
NY: 0701 Ogdensburg*/N; 0704 Massena/N; 0705 Fort Covington/N; 0706 Cape Vincent*/N; 0708 Alexandria Bay/N;
    0712 Champlain-Rouses Point/N; 0714 Clayton/N; 0715 Trout River/N; 0901 Buffalo-Niagara Falls*/N; 0903 Rochester*; 0904 Oswego*;
    0905 Sodus Point*; 0906 Syracuse; 0907 Utica; 0981 Binghamton Regional Airport; 1002 Albany*;
    4701 John F. Kennedy International Airport
OH: 4101 Cleveland*; 4102 Cincinnati-Lawrenceburg; 4103 Columbus; 4104 Dayton; 4105 Toledo-Sandusky*; 4108 Ashtabula*;
    4109 Conneaut*; 4111 Fairport*; 4112 Akron; 4117 Huron*; 4121 Lorain*; 4122 Ashtabula/Conneaut; 4182 Rickenbacker Airport
OK: 5504 Oklahoma City; 5505 Tulsa
OR: 2901 Astoria*; 2902 Newport*; 2903 Coos Bay*; 2904 Portland*; 2910 Portland International Airport;
    2982 Medford-Jackson County Airport
PA: 1101 Philadelphia*; 1102 Chester*; 1104 Pittsburgh; 1106 Wilkes-Barre/Scranton; 1108 Philadelphia International Airport;
    1109 Harrisburg; 1118 Marcus Hook*; 1119 Lehigh Valley; 4106 Erie*
PR: 4901 Aguadilla; 4904 Fajardo; 4905 Guanica; 4906 Humacao; 4907 Mayaguez*; 4908 Ponce*; 4909 San Juan*; 4911 Jobos;
    4912 Guayanilla; 4913 San Juan International Airport
RI: 0501 Newport; 0502 Providence*; 0503 Melville
SC: 1601 Charleston*; 1602 Georgetown*; 1603 Greenville-Spartanburg; 1604 Columbia; 1681 Myrtle Beach International Airport
SD: 3502 Sioux Falls
TN: 2006 Memphis; 2007 Nashville; 2008 Chattanooga; 2016 Knoxville
TX: 2101 Port Arthur*; 2102 Sabine*; 2103 Orange*; 2104 Beaumont*; 2301 Brownsville*/S; 2302 Del Rio/S; 2303 Eagle Pass/S;
    2304 Laredo/S; 2305 Hidalgo/Pharr/S; 2307 Rio Grande City/S; 2309 Progresso/S; 2310 Roma/S; 2402 El Paso/S; 2403 Presidio/S;
    2404 Fabens/S; 5301 Houston*; 5306 Texas City*; 5309 Houston Intercontinental Airport; 5310 Galveston*; 5311 Freeport*;
    5312 Corpus Christi*; 5313 Port Lavaca*; 5381 Sugar Land Regional Airport; 5501 Dallas-Fort Worth; 5502 Amarillo; 5503 Lubbock;
    5506 Austin; 5507 San Antonio; 5582 Midland International Airport; 5583 Fort Worth Alliance Airport;
    5584 Addison User Fee Airport
UT: 3303 Salt Lake City
VA: 1401 Norfolk*; 1402 Newport News*; 1404 Richmond-Petersburg*; 1406 Cape Charles*; 1408 Hopewell*; 1410 Front Royal;
    5402 Alexandria*
VI: 5101 Charlotte Amalie; 5102 Cruz Bay; 5103 Coral Bay; 5104 Christiansted; 5105 Frederiksted
VT: 0201 St. Albans; 0203 Richford/N; 0206 Beecher Falls/N; 0207 Burlington; 0209 Derby Line/N; 0211 Norton/N;
    0212 Highgate Springs-Alburg/N
WA: 2905 Longview*; 2908 Vancouver*; 2909 Kalama*; 3001 Seattle*; 3002 Tacoma*; 3003 Aberdeen-Hoquiam*; 3004 Blaine/N;
    3005 Bellingham*; 3006 Everett*; 3007 Port Angeles*; 3008 Port Townsend; 3009 Sumas/N; 3010 Anacortes*; 3011 Nighthawk/N;
    3012 Danville/N; 3013 Ferry/N; 3014 Friday Harbor; 3015 Boundary/N; 3016 Laurier/N; 3017 Point Roberts/N;
    3018 Kenmore Air Harbor; 3019 Oroville/N; 3020 Frontier/N; 3022 Spokane; 3023 Lynden/N; 3025 Metaline Falls/N; 3026 Olympia*;
    3027 Neah Bay; 3029 Seattle-Tacoma International Airport; 3081 Yakima Air Terminal
WI: 3511 Ashland; 3602 Ashland*; 3608 Superior*; 3701 Milwaukee*; 3702 Marinette*; 3703 Green Bay*; 3706 Manitowoc; 3707 Sheboygan*;
    3708 Racine*
WV: 1409 Charleston
WY: 3382 Natrona County International Airport
`;
