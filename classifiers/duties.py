"""What regional governments are made of: the agencies every Indonesian province, regency and city has.

The duties follow UU 23/2014 (division of government affairs) and PP 18/2016 jo PP 72/2019 (regional
agencies); names differ from region to region, so each duty lists the usual names and short forms. ``generic``
profiles and the reading of agency names in any text rest on this table; slugs are those of the default
profile, so that one routing model serves every region.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: the slug of its agency, its usual name, other names, and what it is complained about for.

    ``names`` are full names ("dinas pendidikan dan kebudayaan"), ``shorts`` acronyms ("disdik"), ``topics``
    words that point to the duty even where no agency is named.
    """

    slug: str
    name: str
    names: tuple[str, ...]
    shorts: tuple[str, ...]
    topics: tuple[str, ...]


def _duty(slug: str, name: str, names: str, shorts: str, topics: str) -> Duty:
    return Duty(slug, name, _split(names), _split(shorts), _split(topics))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


DUTIES: tuple[Duty, ...] = (
    _duty(
        "disdik",
        "Dinas Pendidikan",
        "dinas pendidikan,dinas pendidikan dan kebudayaan,dinas dikbud,dinas pendidikan nasional,"
        "cabang dinas pendidikan,suku dinas pendidikan,dinas pendidikan pemuda dan olahraga",
        "disdik,disdikbud,dikbud,dindik,dindikbud,diknas,disdikpora,dikpora,sudin pendidikan,cabdisdik",
        "sma,smk,slb,sman,smkn,smp,sd,sekolah,ppdb,spmb,siswa,murid,guru,guru honorer,kepala sekolah,ijazah,"
        "dana bos,uang komite,seragam sekolah,kjp,ruang kelas,zonasi,pungutan sekolah,study tour,bullying,"
        "perundungan,pelajar,wali murid,orang tua siswa,tunjangan guru,sekolah rusak,pendidikan",
    ),
    _duty(
        "dinkes",
        "Dinas Kesehatan",
        "dinas kesehatan,suku dinas kesehatan,rumah sakit umum daerah",
        "dinkes,diskes,sudinkes,sudin kesehatan",
        "rsud,rumah sakit,puskesmas,pasien,dokter,perawat,bidan,nakes,tenaga kesehatan,obat,vaksin,"
        "vaksinasi,covid-19,stunting,dbd,demam berdarah,malapraktik,alkes,igd,ambulans,bpjs,imunisasi,"
        "gizi buruk,kesehatan,rapid test,bayi,ibu hamil",
    ),
    _duty(
        "dbmbk",
        "Dinas Bina Marga",
        "dinas bina marga,dinas bina marga dan bina konstruksi,dinas pekerjaan umum,"
        "dinas pekerjaan umum dan penataan ruang,dinas pekerjaan umum dan perumahan rakyat,dinas pu,"
        "dinas pupr,dinas putr,dinas bina marga dan tata ruang,dinas pekerjaan umum bina marga,"
        "dinas pekerjaan umum binamarga dan cipta karya,dinas pu bina marga,dinas binamarga,"
        "dinas pekerjaan umum dan tata ruang",
        "dpupr,dputr,dbmbk,dpubmtr,dpu,sudin bina marga,dinas bmbk,disbinamarga,pupr,bina marga",
        "jalan rusak,jalan provinsi,jembatan,ruas jalan,aspal,berlubang,jalan berlubang,infrastruktur jalan,"
        "trotoar,jalan kabupaten,jalan,lubang,perbaikan jalan,pengaspalan,rigid beton,gorong-gorong,"
        "jalan ambles,flyover,jpo",
    ),
    _duty(
        "sdacktr",
        "Dinas Sumber Daya Air, Cipta Karya dan Tata Ruang",
        "dinas sumber daya air,dinas sda,dinas cipta karya,dinas tata ruang,dinas pengairan,"
        "dinas pengelolaan sumber daya air,dinas psda,dinas cipta karya tata ruang dan pertanahan,"
        "dinas penataan ruang,dinas cipta karya dan tata ruang,suku dinas sumber daya air,"
        "dinas pengelolaan sumber daya air",
        "dpuair,sda,sudin sda,citata,dcktrp",
        "irigasi,drainase,saluran air,tanggul,normalisasi,sungai,waduk,pompa air,tata ruang,rtrw,bangunan,"
        "reklamasi,sumur resapan,naturalisasi,bendung,gedung mangkrak,air bersih,talud,banjir rob,embung",
    ),
    _duty(
        "perkimtan",
        "Dinas Perumahan dan Kawasan Permukiman",
        "dinas perumahan dan kawasan permukiman,dinas perumahan rakyat dan kawasan permukiman,"
        "dinas perumahan,dinas pertanahan,dinas perumahan kawasan permukiman dan pertanahan,"
        "dinas perumahan dan permukiman",
        "perkimtan,disperkimtan,disperkim,perkim,dprkp,dinas prkp,disperumkim,sudin prkp",
        "rumah susun,rusun,rusunawa,rumah tidak layak huni,rtlh,bedah rumah,kawasan kumuh,permukiman,"
        "penghuni,perumahan,kampung susun,relokasi warga,rumah dp 0",
    ),
    _duty(
        "dinsos",
        "Dinas Sosial",
        "dinas sosial,suku dinas sosial,dinas sosial pemberdayaan perempuan dan perlindungan anak",
        "dinsos,dissos,sudinsos",
        "bansos,bantuan sosial,sembako,panti,panti sosial,odgj,lansia,disabilitas,pengemis,gelandangan,"
        "penerima bantuan,tagana,dtks,blt,warga miskin,telantar",
    ),
    _duty(
        "disnakertrans",
        "Dinas Tenaga Kerja dan Transmigrasi",
        "dinas tenaga kerja,dinas tenaga kerja dan transmigrasi,dinas ketenagakerjaan,"
        "dinas tenaga kerja transmigrasi dan energi,dinas transmigrasi,dinas tenaga kerja dan perindustrian,"
        "dinas tenaga kerja dan sumber daya mineral",
        "disnaker,disnakertrans,disnakertransgi,disnakertrans dan energi,nakertrans,sudinakertrans",
        "ump,umk,umsk,upah,upah minimum,buruh,pekerja,phk,serikat pekerja,ketenagakerjaan,thr,pengangguran,"
        "tenaga kerja,mogok kerja,pesangon,pmi,tki,lowongan kerja,transmigrasi",
    ),
    _duty(
        "dp3a-dalduk-kb",
        "Dinas Pemberdayaan Perempuan dan Perlindungan Anak",
        "dinas pemberdayaan perempuan dan perlindungan anak,"
        "dinas pengendalian penduduk dan keluarga berencana,"
        "dinas pemberdayaan perempuan perlindungan anak dan pengendalian penduduk,dinas pppa,dinas p3a,"
        "dinas ppapp,unit pelaksana teknis daerah perlindungan perempuan dan anak",
        "dp3a,dpppa,dp3ap2kb,dp3akb,dppkb,dp2kb,ppapp,p2tp2a,uptd ppa,p3ap2kb",
        "kekerasan anak,kekerasan perempuan,kdrt,pelecehan seksual,perkawinan anak,pencabulan,"
        "kekerasan seksual,perlindungan anak,korban kekerasan,keluarga berencana,rumah aman",
    ),
    _duty(
        "ketapang",
        "Dinas Ketahanan Pangan",
        "dinas ketahanan pangan,dinas ketahanan pangan kelautan dan pertanian,dinas pangan,"
        "badan ketahanan pangan",
        "disketapang,ketapang,dkp3,dkpkp,dinas kpkp",
        "harga pangan,beras,cadangan pangan,stok pangan,rawan pangan,ketahanan pangan,pasar murah,"
        "pangan murah,bahan pokok",
    ),
    _duty(
        "dlhk",
        "Dinas Lingkungan Hidup dan Kehutanan",
        "dinas lingkungan hidup,dinas kehutanan,dinas lingkungan hidup dan kehutanan,badan lingkungan hidup,"
        "dinas pertamanan dan hutan kota,dinas kebersihan,dinas lingkungan hidup dan kebersihan,"
        "suku dinas lingkungan hidup,dinas pertamanan,dinas lingkungan hidup dan pertanahan",
        "dlh,dlhk,dishut,blh,blhd,distamhut,sudin lh,bplhd",
        "sampah,tpa,tpst,bantargebang,limbah,pencemaran,polusi udara,kualitas udara,hutan,hutan lindung,"
        "illegal logging,penebangan pohon,pohon tumbang,amdal,lingkungan,sungai tercemar,perambahan,"
        "karhutla,emisi,kebakaran hutan,rdf,penebangan,taman kota,bau busuk",
    ),
    _duty(
        "disdukcapil",
        "Dinas Kependudukan dan Pencatatan Sipil",
        "dinas kependudukan dan pencatatan sipil,dinas dukcapil,suku dinas dukcapil",
        "disdukcapil,dukcapil,disdukpencapil",
        "ktp,e-ktp,kartu keluarga,akta kelahiran,nik,kependudukan,pendatang,blangko,adminduk,nonaktifkan nik",
    ),
    _duty(
        "dpmd",
        "Dinas Pemberdayaan Masyarakat dan Desa",
        "dinas pemberdayaan masyarakat dan desa,dinas pemberdayaan masyarakat desa,"
        "badan pemberdayaan masyarakat,dinas pmd,dinas pemberdayaan masyarakat dan pekon,"
        "dinas pemberdayaan masyarakat pemerintahan desa,dinas pemberdayaan masyarakat dan kampung",
        "dpmd,dpmdes,bpmpd,dpmk,dpmp,dispermades,dispmd",
        "dana desa,bumdes,kepala desa,perangkat desa,aparatur desa,siltap,add,pilkades,aparat kampung,"
        "peratin,desa",
    ),
    _duty(
        "dishub",
        "Dinas Perhubungan",
        "dinas perhubungan,suku dinas perhubungan,dinas perhubungan komunikasi dan informatika",
        "dishub,dishubkominfo,sudinhub,sudin perhubungan",
        "parkir,parkir liar,angkot,bus,terminal,transjakarta,kemacetan,macet,lalu lintas,lampu merah,"
        "truk odol,ojek,angkutan umum,pelabuhan,tarif angkutan,kendaraan,penerangan jalan,odol,jaklingko,"
        "mikrotrans,ganjil genap,mrt,lrt,jalur sepeda,juru parkir,kir,transportasi,kapal,dermaga,sopir",
    ),
    _duty(
        "diskominfo-sp",
        "Dinas Komunikasi dan Informatika",
        "dinas komunikasi dan informatika,dinas komunikasi informatika dan statistik,dinas kominfo,"
        "dinas kominfotik,dinas komunikasi informatika statistik dan persandian,dinas kominfo dan statistik",
        "diskominfo,kominfo,diskominfotik,diskominfosan,kominfotik,diskominfo-sp",
        "wifi,situs,website,diretas,peretasan,media,wartawan,keterbukaan informasi,aplikasi,hoaks,"
        "data bocor,cctv,publikasi,kerja sama media,jakwifi,judi online,blank spot",
    ),
    _duty(
        "diskop-ukm",
        "Dinas Koperasi dan UKM",
        "dinas koperasi,dinas koperasi dan ukm,dinas koperasi usaha kecil dan menengah,"
        "dinas koperasi dan usaha mikro,dinas ppkukm,dinas koperasi umkm,"
        "dinas perindustrian perdagangan koperasi usaha kecil dan menengah",
        "diskop,diskopukm,dinkop,diskoperindag,dinkop ukm,diskop ukm,ppkukm,diskopumkm",
        "koperasi,umkm,pelaku usaha mikro,usaha kecil,koperasi merah putih,kredit usaha,okoce,jakpreneur,"
        "pinjaman modal",
    ),
    _duty(
        "dpmptsp",
        "Dinas Penanaman Modal dan PTSP",
        "dinas penanaman modal dan pelayanan terpadu satu pintu,dinas penanaman modal,dinas perizinan,"
        "pelayanan terpadu satu pintu,dinas penanaman modal dan perizinan,dinas pm-ptsp,"
        "badan penanaman modal",
        "dpmptsp,dpm-ptsp,ptsp,dpmpptsp,dpmptspnaker,bpptsp,bkpm daerah,dinas pmptsp",
        "izin,perizinan,imb,investasi,investor,pbg,oss,izin usaha,izin lingkungan,tanpa izin,tak berizin",
    ),
    _duty(
        "dispora",
        "Dinas Pemuda dan Olahraga",
        "dinas pemuda dan olahraga,dinas kepemudaan dan olahraga,dinas pemuda olahraga dan pariwisata",
        "dispora,disporapar,disparpora,dinpora,kadispora,disporabudpar",
        "stadion,gor,atlet,koni,pon,porprov,olahraga,pemuda,bonus atlet,formula e,cabor,jis,paskibraka,"
        "sepak bola",
    ),
    _duty(
        "disbudpar",
        "Dinas Kebudayaan dan Pariwisata",
        "dinas pariwisata,dinas kebudayaan,dinas kebudayaan dan pariwisata,"
        "dinas pariwisata dan ekonomi kreatif,dinas pariwisata dan kebudayaan,suku dinas pariwisata",
        "dispar,disbudpar,disparekraf,disparbud,dinas parekraf,dinparbud",
        "wisata,objek wisata,destinasi,pariwisata,cagar budaya,festival,museum,seni budaya,hiburan malam,"
        "diskotek,hotel,taman ismail marzuki,tim,karaoke,wisatawan,budaya,seniman",
    ),
    _duty(
        "dispusip",
        "Dinas Perpustakaan dan Kearsipan",
        "dinas perpustakaan,dinas perpustakaan dan kearsipan,dinas perpustakaan dan arsip,badan perpustakaan",
        "dispusip,dispersip,dinpusip,dispustaka",
        "perpustakaan,arsip,buku,literasi,minat baca,pustakawan",
    ),
    _duty(
        "dkp-kelautan",
        "Dinas Kelautan dan Perikanan",
        "dinas kelautan dan perikanan,dinas perikanan,dinas kelautan,dinas perikanan dan kelautan",
        "dkp,diskanla,diskan,dislautkan",
        "nelayan,ikan,laut,pasir laut,pagar laut,tambak,rumput laut,kapal ikan,pelabuhan perikanan,pesisir,"
        "bom ikan,cantrang,perikanan,kelautan,tambang pasir laut,pulau,reklamasi",
    ),
    _duty(
        "tphbun",
        "Dinas Pertanian",
        "dinas pertanian,dinas tanaman pangan,dinas perkebunan,"
        "dinas pertanian tanaman pangan dan hortikultura,"
        "dinas ketahanan pangan tanaman pangan dan hortikultura,dinas tanaman pangan dan hortikultura,"
        "dinas pertanian dan perkebunan,dinas tanaman pangan hortikultura dan perkebunan,"
        "dinas pertanian dan ketahanan pangan,dinas pertanian dan pangan,dinas perkebunan dan peternakan",
        "distan,disbun,dinas tph,distanbun,distanhorbun,dinas kptph,tphbun,bunnak,disbunnak,tphp,distanak,"
        "dpkp,distanpangan",
        "petani,pupuk,pupuk subsidi,padi,gabah,panen,gagal panen,sawah,singkong,harga singkong,kopi,bibit,"
        "benih,perkebunan,alsintan,kakao,sawit,pertanian,poktan,hama,kebun",
    ),
    _duty(
        "disnakkeswan",
        "Dinas Peternakan dan Kesehatan Hewan",
        "dinas peternakan,dinas peternakan dan kesehatan hewan,dinas peternakan dan perikanan",
        "disnak,disnakkeswan,disnak keswan,dinas pkh",
        "sapi,ternak,peternak,pmk,antraks,rabies,hewan kurban,babi,ayam,kambing,hewan,lumpy skin,kerbau,"
        "daging",
    ),
    _duty(
        "disperindag",
        "Dinas Perindustrian dan Perdagangan",
        "dinas perindustrian dan perdagangan,dinas perdagangan,dinas perindustrian,"
        "dinas perdagangan dan perindustrian,dinas pengelolaan pasar,dinas pasar,"
        "dinas koperasi perindustrian dan perdagangan",
        "disperindag,disdag,deperindag,disperin,perindag,disdagin,disperdagin,dinas kumdag,disperindagkop",
        "pasar,pedagang,pedagang kaki lima,minyak goreng,elpiji,gas 3 kg,lpg,harga sembako,kios,los pasar,"
        "pasar tradisional,inflasi,bbm,retribusi pasar,perdagangan,industri,sembako,operasi pasar",
    ),
    _duty(
        "esdm",
        "Dinas Energi dan Sumber Daya Mineral",
        "dinas energi dan sumber daya mineral,dinas esdm,dinas pertambangan,dinas pertambangan dan energi",
        "esdm,distamben,desdm",
        "tambang,pertambangan,tambang ilegal,galian c,pasir,iup,emas,batu bara,air tanah,listrik,nikel,"
        "tambang emas,minerba,penambangan,panas bumi",
    ),
    _duty(
        "satpol-pp",
        "Satuan Polisi Pamong Praja",
        "satuan polisi pamong praja,satuan polisi pamong praja dan pemadam kebakaran,"
        "dinas pemadam kebakaran,dinas penanggulangan kebakaran dan penyelamatan,dinas gulkarmat,"
        "pemadam kebakaran,dinas kebakaran,dinas pemadam kebakaran dan penyelamatan",
        "satpol pp,pol pp,satpolpp,kasatpol pp,kasatpol,damkar,gulkarmat,satpol-pp,kasat pol pp",
        "penertiban,penggusuran,pkl,ketertiban,razia,petugas damkar,kebakaran,reklame,minuman keras,lapak,"
        "bangunan liar,penegakan perda,pembongkaran,digusur,gusur",
    ),
    _duty(
        "bpbd",
        "Badan Penanggulangan Bencana Daerah",
        "badan penanggulangan bencana daerah",
        "bpbd,kalaksa bpbd",
        "banjir,longsor,gempa,bencana,pengungsi,korban banjir,tanggap darurat,angin puting beliung,"
        "kekeringan,rob,mitigasi",
    ),
    _duty(
        "bappelitbangda",
        "Badan Perencanaan Pembangunan Daerah",
        "badan perencanaan pembangunan daerah,"
        "badan perencanaan pembangunan penelitian dan pengembangan daerah,badan perencanaan pembangunan",
        "bappeda,bappelitbangda,bappelitbang,baperlitbang,bapperida,bappedalitbang,balitbang,balitbangda",
        "rpjmd,musrenbang,perencanaan,kemiskinan,ipm,stunting,rkpd,angka kemiskinan,tppd,kua-ppas",
    ),
    _duty(
        "bkad",
        "Badan Keuangan dan Aset Daerah",
        "badan keuangan dan aset daerah,badan pengelola keuangan dan aset daerah,"
        "badan pengelola keuangan daerah,badan keuangan daerah,badan pengelolaan aset daerah,"
        "badan aset daerah,badan pengelolaan keuangan dan aset daerah,badan pengelola aset daerah,"
        "badan pengelolaan keuangan",
        "bkad,bpkad,bpkd,bpad,ppkd,bakuda,bkd keuangan",
        "apbd,anggaran,aset,utang,defisit,dana bagi hasil,dbh,hibah,tunda bayar,silpa,gaji,tpp,thr asn,"
        "lahan pemprov,keuangan daerah,gagal bayar,serapan anggaran,efisiensi anggaran,dana hibah,"
        "temuan bpk,kerugian negara,aset daerah",
    ),
    _duty(
        "bapenda",
        "Badan Pendapatan Daerah",
        "badan pendapatan daerah,badan pengelola pajak dan retribusi daerah,dinas pendapatan daerah,"
        "badan pengelola pajak,badan pajak dan retribusi daerah",
        "bapenda,dispenda,bprd,bp2rd,bpprd,samsat,bppd,kantor samsat",
        "pajak,pajak kendaraan,pkb,pbb,pemutihan,samsat,retribusi,pad,pendapatan asli daerah,nunggak pajak,"
        "opsen,pajak daerah,balik nama,njop",
    ),
    _duty(
        "bkd",
        "Badan Kepegawaian Daerah",
        "badan kepegawaian daerah,badan kepegawaian,badan kepegawaian dan pengembangan sumber daya manusia,"
        "badan kepegawaian pendidikan dan pelatihan daerah",
        "bkd,bkpsdm,bkpsdmd,bkpp,bkppd,bkdd,bkn daerah",
        "asn,pns,pppk,honorer,cpns,mutasi,rolling,jual beli jabatan,lelang jabatan,tenaga honorer,"
        "netralitas asn,pegawai,disiplin,bolos,nonjob,pelantikan pejabat,mutasi jabatan,p3k,tkd,"
        "seleksi jabatan",
    ),
    _duty(
        "bpsdm",
        "Badan Pengembangan Sumber Daya Manusia",
        "badan pengembangan sumber daya manusia,badan diklat",
        "bpsdm,bpsdmd",
        "diklat,latsar,pelatihan asn,widyaiswara",
    ),
    _duty(
        "kesbangpol",
        "Badan Kesatuan Bangsa dan Politik",
        "badan kesatuan bangsa dan politik,badan kesbangpol",
        "kesbangpol,bakesbangpol,kesbang",
        "ormas,parpol,fkub,rumah ibadah,intoleransi,hibah pilkada,bantuan parpol,lsm,hibah ormas",
    ),
    _duty(
        "badan-penghubung",
        "Badan Penghubung Daerah",
        "badan penghubung daerah,badan penghubung,kantor penghubung",
        "banhub",
        "mess daerah,anjungan,asrama mahasiswa",
    ),
    _duty(
        "inspektorat",
        "Inspektorat Daerah",
        "inspektorat daerah,inspektorat,inspektorat provinsi,inspektorat kabupaten,inspektorat kota",
        "itprov,itkab,apip,irban,itda",
        "audit internal,temuan audit,lhp,pengawasan internal,tindak lanjut temuan",
    ),
    _duty(
        "setwan",
        "Sekretariat DPRD",
        "sekretariat dprd,sekretaris dprd,sekretariat dewan",
        "sekwan,setwan",
        "reses,perjalanan dinas dewan,tunjangan dewan,gedung dewan,sekretariat dewan,rumah dinas dewan",
    ),
    _duty(
        "biro-umum",
        "Biro Umum",
        "biro umum,bagian umum,biro umum dan administrasi,biro administrasi pimpinan,bagian protokol",
        "kabiro umum,adpim,prokopim",
        "rumah dinas,rujab,rumah jabatan,mobil dinas,kendaraan dinas,protokoler,balai kota,kantor gubernur,"
        "makan minum",
    ),
    _duty(
        "biro-hukum",
        "Biro Hukum",
        "biro hukum,bagian hukum",
        "kabiro hukum,karo hukum,kabag hukum",
        "gugatan,ptun,kasasi,perda,pergub,perkada,kalah di pengadilan,digugat,banding,putusan",
    ),
    _duty(
        "biro-organisasi",
        "Biro Organisasi",
        "biro organisasi,bagian organisasi,biro organisasi dan reformasi birokrasi",
        "kabiro organisasi,ortala",
        "perampingan opd,struktur organisasi,reformasi birokrasi,pelayanan publik",
    ),
    _duty(
        "biro-pbj",
        "Biro Pengadaan Barang dan Jasa",
        "biro pengadaan barang dan jasa,badan pelayanan pengadaan barang dan jasa,unit layanan pengadaan,"
        "bagian pengadaan",
        "bpbj,ulp,lpse,bppbj,ukpbj,pokja",
        "tender,lelang,lelang proyek,pengadaan,pemenang tender,kontraktor,e-katalog,fee proyek,"
        "setoran proyek",
    ),
    _duty(
        "biro-ekbang",
        "Biro Perekonomian",
        "biro perekonomian,bagian perekonomian,biro perekonomian dan administrasi pembangunan,"
        "badan pembinaan bumd",
        "bp bumd,kabiro perekonomian",
        "dividen,pembinaan bumd,penyertaan modal,tpid",
    ),
    _duty(
        "biro-pemotda",
        "Biro Pemerintahan dan Otonomi Daerah",
        "biro pemerintahan,bagian pemerintahan,biro pemerintahan dan otonomi daerah,biro tata pemerintahan",
        "biro otda,kabag pemerintahan,biro tapem",
        "pemekaran,batas wilayah,tapal batas,daerah otonomi baru,wali kota,lurah,camat,kelurahan,kecamatan,"
        "ketua rt,rw",
    ),
    _duty(
        "biro-kesra",
        "Biro Kesejahteraan Rakyat",
        "biro kesejahteraan rakyat,bagian kesejahteraan rakyat,biro kesra,bagian kesra,"
        "biro pendidikan dan mental spiritual,biro dikmental",
        "kabag kesra,kabiro kesra",
        "hibah masjid,masjid,haji,umrah,pesantren,guru ngaji,marbot,mtq,keagamaan,gereja,rumah ibadah",
    ),
    _duty(
        "setda",
        "Sekretariat Daerah",
        "sekretariat daerah,sekretaris daerah,sekretaris provinsi,sekretaris kabupaten,sekretaris kota",
        "sekda,sekdaprov,sekprov,sekdakab,sekkab,sekdako,sekkot,setda,setdaprov,setdakab",
        "sekda,asisten,staf ahli,koordinasi opd,tapd",
    ),
    _duty(
        "perseroda-sci",
        "BUMD",
        "badan usaha milik daerah,perusahaan daerah,perusahaan umum daerah,perusahaan air minum daerah,"
        "perusahaan daerah air minum",
        "bumd,perusda,perumda,perseroda,pdam,pam jaya,pd pasar jaya,pasar jaya,jakpro,jakarta propertindo,"
        "sarana jaya,dharma jaya,food station,pt transportasi jakarta,ancol,pembangunan jaya ancol,ltm",
        "direksi,dirut,komisaris,penyertaan modal,saham,air pdam,pipanisasi,merugi,dividen,kerugian bumd,"
        "pelanggan",
    ),
    _duty(
        "bank-sulselbar",
        "Bank Pembangunan Daerah",
        "bank pembangunan daerah,bank lampung,bank dki,bank jakarta,bank bjb,bank jateng,bank jatim,"
        "bank banten,bank sumut,bank nagari,bank riau kepri,bank kalsel,bank papua,bank ntt,bank ntb,"
        "bank sulteng",
        "bpd,bjb,bpr",
        "kredit fiktif,nasabah,atm,kredit macet,direksi bank",
    ),
    _duty(
        "gubernur",
        "Kepala daerah",
        "gubernur,bupati,wali kota,walikota",
        "gub",
        "kepala daerah,janji kampanye,kebijakan gubernur,lkpj,interpelasi,hak angket,suap,ott,gratifikasi,"
        "surat edaran,instruksi gubernur,visi misi,100 hari,tgupp",
    ),
    _duty(
        "wagub",
        "Wakil kepala daerah",
        "wakil gubernur,wakil bupati,wakil wali kota,wakil walikota",
        "wagub,wabup,wawali,wawako",
        "wakil kepala daerah",
    ),
)

BY_SLUG = {duty.slug: duty for duty in DUTIES}
