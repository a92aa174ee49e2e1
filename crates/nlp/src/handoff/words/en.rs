//! English.

use super::Words;

pub(super) const WORDS: Words = Words {
    spaced: true,
    denies_behind: false,
    verbs_last: false,
    wants_behind: false,
    infinitives: &["to "],
    human: "human|humans|human being|human agent|agent|agents|operator|representative|representatives|rep|reps|\
        customer rep|real person|live person|actual person|real human|real people|live agent|live support|\
        live chat|live representative|employee|employees|human support|human operator|human assistance|\
        human help|someone real|somebody real|someone human|customer service representative|support agent|\
        service agent|csr|real one|operators|real support|real assistance",
    person: "person|someone|somebody|anyone|anybody|advisor|adviser|advisers|advisors|colleague|colleagues|manager|\
        supervisor|boss|specialist|expert|technician|engineer|salesperson|sales rep|salesman|consultant|\
        member of staff|staff member|team member|support person|team lead|superior|owner|one of you|one of your*|\
        higher up|person in charge|attendant|clerk|coordinator|account manager|receptionist|managers|supervisors|\
        specialists|experts|technicians|engineers|consultants|any of you|whoever|leadership",
    team: "people|staff|support|team|customer service|customer care|customer support|service desk|help desk|\
        helpdesk|sales|department|management|head office|front desk|call centre|call center|complaints|billing|\
        workshop|complaints team",
    talk: "talk|talk to|talk with|talking to|talking with|speak|speak to|speak with|speaking to|speaking with|chat|\
        chat to|chat with|chatting with|chatting to|conversation with|word with|call with|discuss*|have a chat|\
        converse with|deal with|dealing with|communicate with|speking|tlk|text with|text a|write to|write with|\
        message a|a call with|phone call with|video call with|explain this to|explain it to|explain to|\
        explaining this to|explaining it to|explaining to|tell this to",
    link: "connect|connect me|connect us|connected|transfer me|transfer us|transferred|transfer this chat|\
        transfer the chat|put me through|put us through|put through|put me on|put me in touch|put me in contact|\
        hand me|hand this|hand over|hand it over|pass me|pass this|pass it on|pass it|forward me|forward this|\
        forward my|switch me|switch to|escalate|escalated|redirect me|redirect|refer me|patch me|bring in|\
        loop in|send me to|route me|direct me to|fetch|assign me|assign this|link me|turn me over|passing me|\
        putting me|transferring me|connecting me|handing me|handing this|escalating|pass me on|forwarding me|\
        turn this over|get your|call your|give this to|send this to|bring a|bring someone|bring somebody|\
        get someone|pass my|forward my case|hand my|give my case|move my case",
    want: "want|wanna|want an|i need|we need|need to have|give me|get me|gimme|can i have|could i have|may i have|\
        can i get|could i get|i'd like|id like|i would like|i'd prefer|prefer|rather have|let me have|i demand|\
        demand|demanding|insist on|request|requesting|i require|require|bring me|send me|find me|looking for|\
        i'd rather|asking for|asked for|show me|please get|please send|let me get|me to a|get a|get an|\
        get someone|get somebody|put an|put a|can you give me|put someone on",
    reach: "reach|reach out to|contact|get hold of|get a hold of|get in touch with|get through to|get ahold of|\
        get to a|get to an|getting hold of|getting through to|find a|find an|through to|get to speak",
    call: "call me|call me back|phone me|phone me back|ring me|ring me back|ring me up|call back|callback|callbacks|\
        give me a call|give me a ring|give me a bell|calls me|calls me back|phones me|rings me|phone call from|\
        call from someone|call from somebody|contact me by phone|reach me by phone|reach me on my|\
        get back to me by phone",
    ask: "can|could|would|please|let|may|is there|are there|have|make|i'd like|would like|should|must|when will|get",
    need: "i need|we need|need",
    free: "available|free|around|online|on duty|behind|there|here",
    act: "take over|takes over|look at|look into|looks at|looks into|have a look|take a look|handle|handles|\
        deal with|deals with|take care of|takes care of|jump in|step in|join|sort this|sort it|sorts this|\
        sorts it|intervene|review this|contact me|contacts me|get in touch with me|get back to me|write to me|\
        write back|on the phone|on the line|actually read*|reads this|read this|contact us|touch with me|\
        get on the phone|speak to me|talk to me|speak with me|talk with me|could phone|can phone|could call|\
        to phone",
    aid: "help|helps|assist|assists|answer|answers|reply|replies|respond|responds|check|checks|fix|resolve|solve|\
        see|explain|read",
    alone: "human support|human help|human assistance|human contact|anyone there|anybody there|anyone real|\
        anybody real|is anyone here|is anybody here|is someone there|is somebody there|real people work*|\
        humans work*|actual people work*|need one of them|customer support please|customer service please|\
        support please|speak to someone|talk to someone|speak to somebody|talk to somebody|nothing but a human|\
        speak on the phone with|talk to me on the phone|over the phone with|stop the bot|help from a human|\
        help from a person|help from a real|please escalate|escalate this",
    who: "who can i talk to|who can i speak to|who can i speak with|who can i talk with|who do i talk to|\
        who do i speak to|who should i talk to|who should i speak to|who could i talk to|who could i speak to|\
        whom can i talk to|whom can i speak to|with whom can i|to whom can i|who would i speak to|\
        who i can talk to|who i can speak to",
    there: "is there|are there|anyone i can|anybody i can|someone i can|somebody i can|whom i can|who can|that i can|\
        have someone|have anyone|i could",
    bot: "bot|robot|chatbot|machine|computer|ai|program|software|automat|algorithm|bots|robots|machines|automated",
    rather: "instead of|rather than|and not|other than|except",
    denial: "not|no|don't|dont|without|never|doesn't|didn't|nor|cannot be|isn't|won't|rather not|no need|needn't|\
        unnecessary",
    void: "why|not possible|is it not|can i not|isn't there|is there no|don't you have|do not you|don't you|\
        can you not|could you not|won't you|not help*|not work*|not understand*|not answer*|not get*|don't help*|\
        doesn't help*|don't understand*|doesn't understand*|don't get|doesn't get|doesn't work|isn't helping|\
        isn't working|no idea|no use|no one|no good|no help|not useful|are not|you're not|why not|no more bot*|\
        not going to|don't know how|don't see how|no answer|not solv*|didn't help|didn't work|didn't answer|\
        didn't understand|isn't what|how many times|how often|stupid bot|dumb bot|useless|stupid|dumb",
    why: "why|how come",
    done: "already|yesterday|last week|last month|this morning|last time|told me|said|promised|spoke|talked|\
        was told|earlier|ago",
    mine: "my|their|his|her",
    third: "driver|drivers|courier|couriers|delivery|deliver|dhl|ups|fedex|postman|carrier|scammer*|spam|ready|\
        arrives|arrive|arrived|doctor|mum|mom|wife|husband|friend|friends|he|she|stop|called me|number is",
    other: "compliment|praise|commend|feedback about|feedback on|rate the|rate an|tip the|thank the|human resources|\
        become|becoming|human rights|per person|travel agent|real estate|estate agent|cleaning agent|\
        bleaching agent|are you human|are you a human|are you an agent|are you a real|are you a person|are you a|\
        hire|hiring|apply for|job|jobs|career|user agent|talk about|human hair|human body|human skin|human made|\
        human food|human error|human size*|human consumption|human use|do i need|does someone|does somebody|\
        does a person|does the person|does an|be home|at home|operator manual|operator's manual|how many|how old|\
        what age|agent fee*|agent's|agent commission|employee discount|employees get|staff discount|shaped like|\
        in the picture|in the photo|hours|opening times|is customer|is your support|support hours|be an agent|\
        as an agent|as a representative|phone number for|phone number of|telephone number|call me names|\
        other people|for people|for humans|safe for|single person|one person|two people|talk to alexa|\
        talking doll|support chat cost|another person's|what is a|what does|what is the|is the agent|\
        is the operator|support group*|do your|do the agents|do agents|is it real|phone support|\
        customer service number|agents are|agents allowed",
    filler: "possible|that|is|please|a|an|the|to|real|now|hi|hello|hey|thanks|thank|you|pls|plz|live|human|just|there|\
        any|with|your|only|want|sir|ok|for|customer|me|immediately|asap|here|right|agent|yes|no|actual|talk|i",
    please: "please|pls|plz",
    but: "but|so",
};
