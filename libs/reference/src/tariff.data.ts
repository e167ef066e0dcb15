/**
 * A small tariff for filing, teaching and testing: number | units | general rate | column 2 rate | programs | description.
 * `FTA` stands for the free trade agreements under which the article is free of duty. A column 2 rate that is not held is
 * left empty and then never computed. Descriptions are short and have no legal force.
 * Source: numbers, units and general rates from the Harmonized Tariff Schedule of the United States, 2025 edition;
 * column 2 rates given for a dozen articles only. To file for real, load the whole schedule in this form.
 */
export const TARIFF_ROWS = `
0101.21.0010|NO|Free|||Horses, pure-bred breeding
0101.30.0000|NO|6.8%|15%|FTA|Asses
0201.10.1010|KG|4.4¢/kg|6.6¢/kg||Beef carcasses, fresh or chilled, in quota
0306.17.0004|KG|Free|||Shrimp, frozen
0409.00.0005|KG|1.9¢/kg|6.6¢/kg|FTA|Natural honey
0702.00.2002|KG|3.9¢/kg||FTA|Tomatoes, fresh
0713.10.4005|KG|0.4¢/kg||FTA|Dried peas
0803.90.0025|KG|Free|||Bananas, fresh
0901.11.0015|KG|Free|||Coffee, not roasted
1001.19.0025|KG|0.65¢/kg||FTA|Durum wheat
1201.90.0005|KG|Free|||Soya beans
1509.20.9030|KG|3.4¢/kg||FTA|Extra virgin olive oil
1604.14.3051|KG|12.5%||FTA|Tuna, prepared
1701.14.1020|KG|1.4606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree in proportion) but not less than 0.943854¢/kg|||Raw cane sugar
1704.90.3520|KG|5.6%||FTA|Sugar confectionery
1905.31.0021|KG|Free|||Sweet biscuits
2106.90.1200|KG|4.2¢/kg + 1.9%||FTA|Food preparations with milk solids
2202.10.0020|L|0.2¢/liter||FTA|Soft drinks
2203.00.0030|L|Free|13.2¢/liter||Beer
2204.21.5005|L|6.3¢/liter|||Wine, bottles of 2 litres or less
2402.20.8000|THS KG|$1.05/kg + 2.3%||FTA|Cigarettes
2523.29.0000|T|Free|||Portland cement
2707.99.4000|KG|0.9¢/kg + 3%||FTA|Coal tar distillates
2709.00.2010|BBL|10.5¢/bbl||FTA|Crude petroleum, 25 degrees or more
2710.12.2500|BBL|10.5¢/bbl||FTA|Naphthas
2711.21.0000|M3|Free|||Natural gas
2815.12.0000|KG CKG|Free|||Caustic soda, in solution
2905.11.2010|L|5.5%||FTA|Methanol
3004.90.9201|KG|Free|||Medicaments in doses
3105.10.0000|KG|Free|||Fertilizers in small packages
3304.99.5000|KG|Free|||Skin care preparations
3901.10.1000|KG|6.5%||FTA|Polyethylene, low density
3923.21.0011|THS|3%||FTA|Polyethylene bags
3924.10.2000|KG|6.5%||FTA|Plates, cups and saucers of plastics
3924.10.4000|NO KG|3.4%||FTA|Tableware and kitchenware of plastics, other
3926.90.9905|X|5.3%||FTA|Articles of plastics, other
4011.10.1010|NO|4%||FTA|Car tires, radial
4016.93.1010|X|2.5%||FTA|Rubber gaskets
4202.21.6000|NO|10%|35%|FTA|Leather handbags
4202.92.1500|NO KG|6.3%||FTA|Travel and tote bags of cotton
4202.92.3120|NO KG|17.6%||FTA|Backpacks of man-made textile
4407.11.0001|M3|Free|||Pine lumber
4802.56.1000|KG|Free|||Writing paper, cut
4819.20.0020|KG|Free|||Folding cartons
4901.99.0010|NO|Free|||Printed books
5007.20.0015|M2 KG|Free|||Silk fabric
5201.00.1800|KG|31.4¢/kg|||Cotton, over quota
5407.52.2020|M2 KG|14.9%||FTA|Polyester fabric, dyed
5702.42.2020|M2 KG|Free|||Carpets of man-made textile
6109.10.0004|DOZ KG|16.5%|90%|FTA|T-shirts of cotton
6110.20.2005|DOZ KG|16.5%||FTA|Sweaters of cotton
6203.42.4503|DOZ KG|16.6%||FTA|Trousers of cotton, men's
6204.62.8003|DOZ KG|16.6%||FTA|Trousers of cotton, women's
6302.60.0010|NO KG|9.1%||FTA|Terry towels of cotton
6402.91.9005|PRS|20%||FTA|Footwear, plastics, covering the ankle
6403.99.9005|PRS|10%||FTA|Footwear, leather uppers
6505.00.6030|DOZ KG|20¢/kg + 7%||FTA|Hats of man-made fiber, knitted
6601.91.0000|DOZ|Free|||Umbrellas, folding
6702.10.2000|NO|8.4%||FTA|Artificial flowers of plastics
6802.93.0010|T|3.7%||FTA|Granite, worked
6907.21.1005|M2|10%||FTA|Ceramic tiles
7005.30.0000|M2|29.1¢/m2||FTA|Wired glass
7113.19.5021|X|5.5%|80%|FTA|Jewelry of gold
7117.90.9000|KG|11%||FTA|Imitation jewelry
7208.39.0020|KG|Free|||Hot-rolled steel in coils
7210.12.0000|KG|Free|||Tinplate
7304.19.1020|KG|Free|||Steel line pipe
7318.15.8020|KG|8.5%||FTA|Steel bolts
7408.11.3000|KG|1%||FTA|Copper wire, over 9.5 mm
7601.20.9030|KG|Free|||Aluminum alloy, unwrought
7615.10.7125|NO KG|3.1%||FTA|Aluminum cookware
8302.42.3010|X|3.9%||FTA|Furniture fittings
8413.11.0000|NO|Free|||Fuel dispensing pumps
8414.51.3000|NO|4.7%||FTA|Ceiling fans
8418.21.0010|NO|Free|||Household refrigerators
8443.32.1010|NO|Free|||Printers, laser
8471.30.0100|NO|Free|35%||Portable computers
8473.30.1140|X|Free|||Computer parts
8482.10.1040|NO KG|2.4%||FTA|Ball bearings
8504.40.9510|NO|Free|||Power supplies
8507.60.0010|NO|3.4%||FTA|Lithium-ion batteries
8517.13.0000|NO|Free|||Smartphones
8517.62.0010|X|Free|||Network switching apparatus
8523.51.0000|NO|Free|||Solid-state storage
8525.89.1000|NO|Free|||Television cameras
8528.72.6420|NO|3.9%||FTA|Color television receivers
8536.50.9020|NO|Free|||Switches
8541.43.0010|NO X|Free|||Solar modules
8542.31.0001|NO|Free|||Processors
8544.42.9010|NO|2.6%||FTA|Cables with connectors
8703.23.0110|NO|2.5%|10%|FTA|Passenger cars, 1.5 to 3 litres
8708.99.8105|X|2.5%||FTA|Motor vehicle parts, other
8712.00.1510|NO|11%|30%|FTA|Bicycles
8807.30.0015|KG|Free|||Aircraft parts
9004.90.0010|DOZ|2.5%||FTA|Goggles
9018.19.9530|X|Free|||Electro-diagnostic apparatus
9021.10.0050|NO|Free|||Orthopedic appliances
9102.11.1010|NO|44¢ each + 6% on the case + 14% on the strap, band or bracelet + 5.3% on the battery||FTA|Wrist watches, battery, mechanical display
9207.90.0040|NO|5%||FTA|Electronic musical instruments
9307.00.0000|KG|2.7%||FTA|Swords and daggers
9401.61.6001|NO|Free|||Upholstered wooden seats
9403.60.8010|X|Free|40%||Wooden furniture
9405.11.8010|NO|3.9%||FTA|LED luminaires
9503.00.0011|X|Free|70%||Toys
9504.50.0000|NO|Free|||Video game consoles
9506.91.0010|NO|4.6%||FTA|Exercise equipment
9603.21.0000|NO|Free|||Toothbrushes
9608.10.0000|NO|0.8¢ each + 5.4%||FTA|Ball point pens
9701.21.0000|NO|Free|||Paintings over 100 years old
9801.00.1015|X|Free|||American goods returned
9808.00.3000|X|Free|||Emergency war materials purchased abroad
9813.00.0520|X|Free|||Articles under bond to be repaired, altered or processed
`;

/** Numbers that have been replaced, with the period in which they were in force. Source: HTS 2022 revision. */
export const FORMER_ROWS = `
8517.12.0050|NO|Free|||Telephones for cellular networks|2012-02-03|2022-01-26
`;

/**
 * Numbers for duties on top of the base rate on goods of China under section 301, by period: number | rate | from | to.
 * Source: HTS chapter 99, subchapter III, U.S. notes 20 and 31.
 */
export const SECTION_301_RATES = `
9903.88.01|25%|2018-07-06|
9903.88.02|25%|2018-08-23|
9903.88.03|10%|2018-09-24|2019-05-09
9903.88.03|25%|2019-05-10|
9903.88.15|15%|2019-09-01|2020-02-13
9903.88.15|7.5%|2020-02-14|
9903.91.01|25%|2024-09-27|
9903.91.02|50%|2024-09-27|
9903.91.05|50%|2025-01-01|
9903.91.06|25%|2026-01-01|
`;

/** The eight-digit numbers of the tariff above that each of those numbers applies to. Source: the same notes. */
export const SECTION_301_ARTICLES: Readonly<Record<string, string>> = {
  '9903.88.01': `
85258910 85365090 87032301 88073000 90181995`,
  '9903.88.02': `
39011010`,
  '9903.88.03': `
03061700 04090000 07131040 08039000 12019000 16041430 17049035 22021000 22030000 22042150 24022080 25232900 27079940
27090020 27101225 27112100 28151200 29051120 31051000 33049950 39232100 40111010 40169310 42022160 42029215 42029231 44071100
48025610 48192000 50072000 52010018 54075220 57024220 65050060 68029300 69072110 70053000 73181580 74081130 84131100
84182100 84433210 84733011 84821010 85044095 85176200 85444290 87089981 87120015 94016160 94036080 94051180`,
  '9903.88.15': `
01012100 01013000 02011010 07020020 09011100 10011900 15092090 17011410 19053100 21069012 39269099 49019900 61091000
61102020 62034245 62046280 63026000 64029190 64039990 71131950 71179090 83024230 85235100 85287264 90049000 91021110
92079000 93070000 95069100 96032100 96081000 97012100`,
  '9903.91.01': `
72083900 72101200 73041910 76012090`,
  '9903.91.02': `
85414300`,
  '9903.91.05': '85423100',
  '9903.91.06': '85076000',
};
