use noaber_domain::*;
fn main(){
 let root=std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regions/twente");
 let mut ds=vec![];let mut is=vec![];
 for f in std::fs::read_dir(root.join("dossiers")).unwrap(){let p=f.unwrap().path();let mut t:toml::Table=toml::from_str(&std::fs::read_to_string(&p).unwrap()).unwrap();
  let ints=t.remove("interest").unwrap();t.remove("argument");t.insert("id".into(),toml::Value::String(p.file_stem().unwrap().to_str().unwrap().into()));
  let d:toml::Value=t.get("dossier").cloned().unwrap_or(toml::Value::Table(t));
  let d:Dossier=d.try_into().unwrap();
  for i in ints.as_array().unwrap(){let mut i=i.clone();i.as_table_mut().unwrap().entry("dossier").or_insert(toml::Value::String(d.id.to_string()));is.push(i.try_into::<Interest>().unwrap());}
  ds.push(d);}
 let mut o:toml::Table=toml::from_str(&std::fs::read_to_string(root.join("organisations.toml")).unwrap()).unwrap();
 let orgs:Vec<Organisation>=o.remove("organisation").unwrap().as_array().unwrap().iter().map(|o|{let mut o=o.clone();if let Some(n)=o["name"].as_str().map(str::to_owned){o["name"]=toml::Value::Table([("nl".to_string(),n.into())].into_iter().collect());}o.try_into().unwrap()}).collect();
 let (m,bad)=noaber_matching::Matcher::new(&ds,&is,&orgs);
 for b in &bad{println!("{b}");}
 let items:Vec<Item>=std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap().lines().map(|l|serde_json::from_str(l).unwrap()).collect();
 let show:usize=std::env::args().nth(2).map(|s|s.parse().unwrap()).unwrap_or(0);
 let t=std::time::Instant::now();let mut n=0;let mut per=std::collections::BTreeMap::new();let mut hist=[0;10];
 let today="2026-01-01".parse().unwrap();
 let mut all=vec![];
 for i in &items{for s in m.read(i,ItemId(1),LedgerNumber(1),today){n+=1;*per.entry((s.dossier.to_string(),s.bearing.code())).or_insert(0)+=1;hist[(s.score.value()*10.0).min(9.0) as usize]+=1;all.push((s,i));}}
 let e=t.elapsed();println!("{} items {:?} = {:.0}/s; {n} signals {per:?} {hist:?}",items.len(),e,items.len() as f64/e.as_secs_f64());
 let step=(all.len()/show.max(1)).max(1);
 for (s,i) in all.iter().step_by(step).take(show){println!("--- {} {:.2} {} {:?} {}\n   {}",s.dossier,s.score.value(),s.tier.code(),s.bearing,s.named.iter().map(|n|n.as_str()).collect::<Vec<_>>().join(","),i.title);for r in &s.reasons{print!("   {} {:?} {:.2};",r.code,r.words,r.share);}println!();if let Some(t)=&s.trigger{println!("   TRIG {:?} {}",t.words,t.text);}for p in &s.passages{println!("   > {:?}",p.runs().iter().map(|(t,m)|if *m{format!("[{t}]")}else{t.to_string()}).collect::<String>());}}
}
