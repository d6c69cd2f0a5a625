"""Names as a class register in England shows them, by heritage. Lists are common names; no combination means anybody."""

# heritage: (share, girls, boys, surnames, school-census ethnicity)
HERITAGES = {
    "british": (
        0.40,
        "Olivia Amelia Isla Ava Ivy Freya Lily Florence Mia Willow Rosie Sophie Isabella Grace Evie Poppy Charlotte Daisy Phoebe Ruby Elsie "
        "Lottie Harriet Matilda Chloe Emily Jessica Ella Lucy Holly Megan Amy Bethany Scarlett Maisie Lacey Summer Robyn Erin Lexi",
        "George Arthur Noah Leo Oscar Harry Archie Jack Henry Charlie Freddie Theo Alfie Finley Jacob William Thomas Joshua James Reuben "
        "Logan Riley Toby Tyler Kai Jayden Ollie Bobby Ronnie Kian Callum Connor Lewis Ethan Daniel Ben Sam Max Jude Elliot",
        "Smith Jones Taylor Brown Wilson Johnson Davies Walker Wright Thompson Robinson White Hughes Edwards Green Hall Wood Harris Clarke "
        "Jackson Turner Hill Cooper Ward Morris Moore Clark Baker King Mitchell Shaw Carter Hargreaves Ashworth Barker Bartlett Pickering "
        "Holloway Sutcliffe Fairclough Thornton Wainwright Birch Hodgson Pearce Marsh Booth Cartwright Farrow Nuttall Whittle Page Rose Young",
        "White British",
    ),
    "south_asian": (
        0.17,
        "Aisha Fatima Zara Maryam Hafsa Inaya Aaliyah Zainab Khadija Anaya Priya Diya Simran Jasleen Harleen Kavya Meera Nisha Sana Iqra "
        "Amina Safa Tanvi Riya Anushka Gurleen Rukhsana Sumaiya",
        "Mohammed Muhammad Ayaan Zayn Ibrahim Yusuf Hamza Ali Rayyan Haris Bilal Arjun Rohan Aarav Dev Harpreet Jaspal Gurdeep Imran Umar "
        "Zakariya Ishaan Krish Veer Ehsan Subhan Adeel Faizan",
        "Khan Ahmed Hussain Ali Patel Singh Kaur Begum Shah Malik Akhtar Iqbal Mahmood Choudhury Rahman Miah Uddin Sharma Gill Dhillon "
        "Sandhu Bhatti Mistry Desai Rana Chaudhry Nair Reddy Islam Mirza Qureshi Sidhu Thapa Gurung",
        "Asian or Asian British",
    ),
    "african": (
        0.09,
        "Adaeze Chidinma Temitope Folasade Abena Akosua Ama Efua Blessing Precious Favour Zuri Amara Ngozi Halima Hodan Ayaan Hamdi Tendai "
        "Rutendo Nomsa Makena Selam Bethlehem",
        "Kwame Kofi Chidi Emeka Oluwaseun Tobi Femi Tunde Kwabena Yaw Abdi Liban Mahad Tafadzwa Tinashe Kuda Sipho Samuel Emmanuel Divine "
        "David Daniel Yonas Filmon",
        "Okafor Adeyemi Mensah Owusu Boateng Asante Nwosu Okonkwo Eze Adebayo Olawale Balogun Osei Appiah Abdi Hassan Mohamud Warsame Moyo "
        "Ncube Chikwanha Tesfaye Ogunleye Bangura Kamara Sesay Mwangi Afolabi",
        "Black African",
    ),
    "caribbean": (
        0.05,
        "Shanice Kiara Tiana Jada Renee Aaliyah Nevaeh Kezia Tamara Chantelle Imani Naomi Savannah Leah",
        "Jermaine Tyrese Kymani Malachi Isaiah Elijah Jaden Andre Marlon Dante Micah Nathaniel Tyrell Rio",
        "Campbell Grant Francis Lewis Brown Williams Gordon Clarke Morgan Henry Palmer Bailey Reid Dacosta Pinnock Lindo Blake Thomas",
        "Black Caribbean",
    ),
    "polish": (
        0.06,
        "Zuzanna Julia Maja Hanna Oliwia Wiktoria Natalia Aleksandra Lena Nikola Gabriela Kinga Weronika Amelia",
        "Jakub Szymon Filip Kacper Mateusz Wojciech Dawid Bartosz Igor Oskar Aleksander Dominik Piotr Antoni",
        "Kowalski Nowak Wiśniewska Wójcik Kamiński Lewandowski Zielińska Szymański Dąbrowska Mazur Krawczyk Piotrowski Grabowska Pawlak Sikora "
        "Baran Duda Wrona Czarnecka",
        "White other",
    ),
    "romanian": (
        0.05,
        "Andreea Ioana Maria Elena Alexandra Daria Bianca Denisa Sofia Ștefania Raluca Antonia",
        "Andrei Ionuț Matei Luca David Alexandru Ștefan Cristian Rareș Darius Vlad Gabriel",
        "Popescu Ionescu Popa Radu Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Munteanu Lupu Marin Constantin Moldovan",
        "White other",
    ),
    "chinese": (
        0.03,
        "Mei Xinyi Yuxin Jiayi Wing Hoi-Ching Ka-Yan Lily Yan-Yi Chloe Hiu-Tung",
        "Wei Haoran Zihan Ho-Yin Chun-Hei Jun Tsz-Hin Ethan Yichen Lok",
        "Chen Wong Li Zhang Wang Lam Chan Cheung Liu Lau Ho Ng Leung Zhao Tang Kwok",
        "Chinese",
    ),
    "welsh": (
        0.03,
        "Carys Seren Ffion Cerys Megan Nia Efa Eleri Mali Angharad",
        "Rhys Dylan Evan Owain Gethin Tomos Iwan Macsen Ioan Osian",
        "Davies Evans Morgan Griffiths Powell Rees Llewellyn Probert Pugh Bowen Prosser Vaughan",
        "White British",
    ),
    "irish": (
        0.04,
        "Niamh Aoife Saoirse Ciara Orla Caitlin Roisin Sinead Clodagh Maeve",
        "Cian Oisin Declan Conor Eoin Liam Patrick Fionn Tadhg Cormac",
        "O'Brien Murphy Kelly Byrne Gallagher Doherty Kavanagh O'Connor McCarthy Nolan Quinn McGrath Ward Connors Delaney",
        "White Irish",
    ),
    "turkish": (
        0.03,
        "Elif Zeynep Defne Ecrin Azra Nehir Beyza Melis",
        "Emir Yiğit Kerem Mert Baran Can Deniz Eren",
        "Yılmaz Kaya Demir Şahin Çelik Aydın Öztürk Arslan Koç Doğan Polat",
        "White other",
    ),
    "arabic": (
        0.03,
        "Layla Noor Yasmin Rania Salma Lina Dalia Huda Jana",
        "Omar Khalid Adam Tariq Anas Mustafa Yahya Karim Ziad Laith",
        "Al-Hassan Haddad Mansour Saleh Nasser El-Sayed Khoury Abbas Al-Masri Farouk Ibrahim Hamdan",
        "Arab",
    ),
    "ukrainian": (
        0.02,
        "Sofiia Anastasiia Polina Kateryna Solomiia Daryna Mariia Yeva",
        "Artem Maksym Danylo Bohdan Mykhailo Nazar Tymur Oleksandr",
        "Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Melnyk Oliinyk Lysenko Moroz Savchenko Marchenko",
        "White other",
    ),
}

HERITAGES = {name: (share, *(words.split() for words in lists), ethnicity) for name, (share, *lists, ethnicity) in HERITAGES.items()}

SHORT_FORMS = {
    "Mohammed": "Mo",
    "Muhammad": "Mo",
    "Oluwaseun": "Seun",
    "Temitope": "Temi",
    "Folasade": "Sade",
    "Zuzanna": "Zuzia",
    "Aleksandra": "Ola",
    "Thomas": "Tom",
    "Joshua": "Josh",
    "Jacob": "Jake",
    "William": "Will",
    "Samuel": "Sam",
    "Daniel": "Dan",
    "Charlotte": "Lottie",
    "Isabella": "Bella",
    "Jessica": "Jess",
    "Matilda": "Tilly",
    "Emmanuel": "Manny",
    "Nathaniel": "Nate",
    "Alexandru": "Alex",
    "Anastasiia": "Nastia",
    "Oleksandr": "Sasha",
    "Bethany": "Beth",
    "Harriet": "Hattie",
    "Patrick": "Paddy",
    "Tafadzwa": "Taff",
    "Chidinma": "Chichi",
    "Wiktoria": "Wiki",
    "Kateryna": "Katya",
    "Zakariya": "Zak",
    "Ibrahim": "Ibby",
    "Harpreet": "Harps",
}
