"""The scripted interviewer's sentences, by move and form.

A form is the `form` slot of a move. Slots stand in braces and are the candidate's own words, numbers or
lines of the scenario. A template is one utterance; the phrasing never says the same sentence twice.
"""

from __future__ import annotations

from voice_coach.coaching.moves import MoveKind, Stage

Templates = tuple[str, ...]


def _lines(text: str) -> Templates:
    return tuple(line.strip() for line in text.strip().splitlines() if line.strip())


REACTIONS: dict[tuple[MoveKind, str], Templates] = {
    (MoveKind.ASK_SOURCE, "source"): _lines(
        """
        Where does {quote} come from?
        You said {quote}. Measured or guessed?
        {quote}: who counted that?
        How do you know? You said {quote}.
        {quote}. What is that based on?
        Stay with {quote} for a moment. What would you show me as evidence?
        I want to understand {quote}. Which data is behind it?
        Suppose I doubt {quote}. What do you show me?
        {quote}, under which conditions?
        And the source for {quote}?
        {quote} is a precise figure. Who would confirm it?
        {quote}: an average or a worst case?
        You put it at {quote}. How did you arrive there?
        Take {quote}. If it is off by half, who finds out first?
        {quote}: is that yours, or did you read it somewhere?
        To get {quote}, what did you assume?
        Start from something we know. How do you reach {quote}?
        Finance will ask about {quote}. What is the answer?
        How sure are you of {quote}, and why?
        {quote}. From a test, a price list or a gut feeling?
        Before we build on {quote}, where is it from?
        A colleague disagrees with {quote}. How do you settle it?
        {quote} carries weight here. What holds it up?
        If we ran it again, would {quote} come out?
        I wrote down {quote}. What should I write next to it as the source?
        {quote}, as of when?
        Behind {quote}, how many observations?
        Could {quote} be twice as high, and would you notice?
        If I looked for {quote}, where would I find it?
        Back up a step: {quote} follows from what?
        Tell me how {quote} was obtained.
        Whose number is {quote}?
        Would {quote} survive a bad week, and what makes you think so?
        You rely on {quote}. Is it known or hoped for?
        """
    ),
    (MoveKind.ASK_NUMBER, "vague"): _lines(
        """
        You said {quote}. {returned}?
        {returned}? I need a number for that.
        When you say {quote}, {returned_low}?
        {quote} means different things to us. {returned}, in your case?
        Put a figure on {quote}.
        {quote}: {returned_low}, with a unit?
        A number and a unit, please, for {quote}.
        I cannot test for {quote}. {returned}, then?
        {returned} would satisfy you? You called it {quote}.
        Swap {quote} for a number.
        An engineer hears {quote} and shrugs. {returned}?
        At some value {quote} ends. At which?
        Say I measure {quote}. Which value do I read?
        {quote}, compared with what, and by how much?
        On a graph, where would {quote} begin?
        Say {quote} again, but with a unit.
        {quote}: where is the line, in numbers?
        The word was {quote}. The figure is what?
        Two people can disagree about {quote}. Which number would end the argument?
        {quote}, in which unit, and how much of it?
        """
    ),
    (MoveKind.ASK_NUMBER, "missing"): _lines(
        """
        What do you gain, and what do you pay? In numbers, please.
        I hear the direction. How big is the effect?
        Size and price, please. Which two numbers?
        By how much, per what, and over which period?
        What does that cost a month, roughly?
        A number for the gain, then one for the price: which are they?
        How much does a user feel? Give me a figure.
        An order of magnitude would do. Which one is it?
        Take a guess in figures, and say that it is one.
        That choice has a price. How high is it?
        If I put that into a spreadsheet, which two numbers go in?
        Suppose it works as planned. What changes, by how many points?
        Name the unit first, then the amount.
        Compare it with doing nothing. What is the difference in numbers?
        """
    ),
    (MoveKind.ASK_NUMBER, "slip"): _lines(
        """
        Hold on: {sum} is nearer {truth}. Which figure do you stand by?
        {sum}, I get {truth}. You said {quote}; where is the difference?
        Check that sum with me. {sum} makes {truth}, not {quote}, so what follows?
        By my arithmetic, {sum} makes {truth}. Does your point survive that?
        {quote}? With {sum} I arrive at {truth}.
        One moment, the sum: {sum} comes to {truth}. What does that change?
        That does not add up for me. {sum} would be {truth}; which of the numbers moves?
        You said {quote}. By your own numbers it is {truth}, so which one is off?
        Let us redo that. {sum} is about {truth}; are you still for it?
        I count differently: {sum} gives {truth}. Where did {quote} come in?
        """
    ),
    (MoveKind.CALL_BACK, "contradiction"): _lines(
        """
        Earlier it was {before}. Now it is {quote}. Which one holds?
        You gave me {before} before, and {quote} now. What changed?
        Help me with two numbers. {before} a while ago, {quote} just now: which is it?
        {quote} does not match {before}. Which one are you designing for?
        I noted {before} earlier. Shall I cross it out for {quote}?
        A while ago you said {before}. What makes it {quote} now?
        Two figures are on the table, {before} and {quote}. Choose one for me, and why that one?
        Which is the limit, {before} or {quote}?
        {before} first, {quote} now. Did the problem change, or your mind?
        Before we go on: is it {before}, or is it {quote}?
        """
    ),
    (MoveKind.CALL_BACK, "reranked"): _lines(
        """
        Two orders so far: {before} first, then {quote}. Which holds?
        You put {before} first before. Why {quote} now?
        Earlier you began with {before}. What moved {quote} ahead?
        Now you lead with {quote}, before with {before}. What changed?
        I noted {before} as first. Do I cross it out for {quote}?
        {before} or {quote}: which one leads in the end?
        One order, please: does {quote} go before {before}, and since when?
        """
    ),
    (MoveKind.CALL_BACK, "back"): _lines(
        """
        Would you start with {quote} again?
        How firm is {quote} by now?
        Where did we leave {quote}?
        On {quote}, what has changed since you said it?
        Still {quote}, or did we lose it on the way?
        At half the size, what would {quote} look like?
        Of your later words, which depend on {quote}?
        Somebody asks about {quote} tomorrow. What do you tell them?
        In one sentence, how would you defend {quote}?
        To prove {quote} wrong, what would have to happen?
        About {quote}, who else needs to know?
        Between then and now, did {quote} become more likely or less?
        On the worst day, does {quote} survive?
        To test {quote}, how long would you need?
        What did {quote} rest on?
        From the same facts, would somebody else arrive at {quote}?
        Leave out {quote}: what would be missing?
        Before you commit to {quote}, whom would you ask?
        Earlier you mentioned {quote}. Does it still hold?
        Let me go back to {quote}. What became of it?
        You began with {quote}. How does it look from here?
        Some time ago it was {quote}. Has anything since then moved it?
        My notes say {quote}. What does it rule out by now?
        Return to {quote} with me. Would you say it the same way again?
        In all this, what happened to {quote}?
        You said {quote} earlier. Where in your plan do I see it?
        Take {quote} again. Who would notice if it were gone?
        {quote} came up before. Is that still needed?
        With {quote}, are we done?
        After all we discussed, what would you change about {quote}?
        You once said {quote}. What does it cost us today?
        {quote} has gone quiet. Is it settled?
        One loose end is {quote}. Which limit does it touch?
        Think of {quote} again. What would make you drop it?
        Compare {quote} with your last words. Do they fit?
        Suppose {quote} turns out wrong. What falls over?
        Remember {quote}. What would you now do differently there?
        Your plan, and {quote}: how much rests on it?
        """
    ),
    (MoveKind.CHALLENGE_PRIORITY, "rank"): _lines(
        """
        {first} or {second}. Which one binds first?
        You name {first} and {second}. If only one can be met, which?
        Between {first} and {second}, where do you give way?
        {first} and {second} will collide. Which one wins, and who loses?
        An order, please: {first} and {second}. Which one leads, and why?
        We meet {first}, but not {second}. Do we launch?
        One of them can be relaxed, {first} or {second}. Which?
        Which hurts more when missed: {first}, or {second}?
        Of {first} and {second}, which would you defend before the board?
        On a bad day, {first} and {second} exclude each other. What do you do?
        Rank them: {first} against {second}. What tips it?
        If {second} goes, does {first} still matter?
        """
    ),
    (MoveKind.CHALLENGE_PRIORITY, "list"): _lines(
        """
        That is a long row. Which one do you do first, and for which limit?
        You named {pair} and more. Which of them would you keep if only one is allowed?
        I hear idea after idea. Which one moves the number we care about?
        Cross out all but one. Which one stays?
        {pair}: one of them has to wait. Which, and what does waiting cost?
        What would decide between {pair}?
        A small team cannot do everything. Where do they begin?
        Take {pair}. Which limit does each of them serve?
        Out of so many, which is the one you would regret leaving out?
        You list a lot there. What is the one that matters, and by how much?
        Before adding more, put {pair} in order. What comes first?
        """
    ),
    (MoveKind.CHALLENGE_PRIORITY, "open"): _lines(
        """
        What is still too big here?
        Of all that was said so far, which idea stays?
        Which part would you cut today, and who would object?
        What took more time than it deserved?
        Tomorrow, which of your limits would you still defend?
        You rely on several things. Which one is least certain?
        With one more week, where would your answer change?
        Which choice was really a guess?
        Same limits, another company. What do they do differently?
        Assumptions can fall. Which one would hurt most?
        Some decisions can wait. Which one, at no cost?
        What did you decide without a number?
        """
    ),
    (MoveKind.ASK_USER, "user"): _lines(
        """
        Who feels this?
        Put one person in front of me. What changes for them?
        Whose day is different because of that?
        Which person notices, and at what moment?
        One user, one morning. Where does this show?
        I see the system. Where is the person in it?
        Take someone by name. What do they see on the screen?
        If we left it out, who would come and complain?
        Who gets angry when this fails?
        What does the person do next, right after that?
        Follow one case through. What does the person in it gain?
        A user tells a colleague about it. In which words?
        Of the people involved, who pays for it?
        There is a moment when it matters. Describe it to me.
        Would anyone notice within a week, and who?
        I sit beside the person using it. What do I see?
        For whom is this worse than before?
        Give me a person, a moment and an outcome.
        What would they have done without it?
        Somebody waits for this. Who, and for what?
        Who gains by that?
        Whom does that help, and when?
        Who would thank you for it?
        Who notices first, and what?
        Who gets more out of that?
        On whose side does it show?
        Who would miss it?
        Who is worse off by that?
        """
    ),
    (MoveKind.ASK_USER, "jargon"): _lines(
        """
        Say that again for a user. What do they notice?
        Leave the machinery for a moment. Who is helped, and when?
        I followed the parts. What comes out for a person?
        The head of department asks. What does she get from it?
        All of that happens behind a curtain. What is in front of it?
        Suppose I know nothing about machines. Why should I want this?
        That was the inside. What does the outside look like?
        One sentence without technical words, please. What does it change for someone?
        A customer listened to that. Which part would they pay for?
        Strip it down to the person. What do they do differently?
        In plain words, who gains by that?
        I lost you in the terms. Who is better off?
        Say it to a friend. Who gets what?
        """
    ),
    (MoveKind.PROBE, "unmapped"): _lines(
        """
        {quote}: which of your limits does that serve?
        Why {quote}, and not the simplest thing you could do?
        You chose {quote}. What goes wrong without it?
        What does {quote} buy us, and for which limit?
        {quote} has a price. What is it?
        Which constraint made you pick {quote}?
        Suppose I veto {quote}. What do you do then?
        Tie {quote} to a limit. Which one?
        {quote} could be a habit. What makes it a decision here?
        Say {quote} was a mistake. How would we notice?
        Take {quote} out again. Which number gets worse?
        What did you compare {quote} with?
        {quote} solves a problem. Which one do we have?
        If money were short, would {quote} stay?
        When is {quote} the wrong choice?
        Who is better off with {quote}?
        When does {quote} pay for itself?
        You went for {quote} quickly. What spoke against it?
        In our case, what is the weakest point of {quote}?
        Who has to maintain {quote}, and is it worth that?
        I could argue against {quote}. What is your defence?
        With growing volume, when does {quote} stop working?
        Where does {quote} fail first?
        With half the traffic, would you still want {quote}?
        """
    ),
    (MoveKind.PROBE, "evaded"): _lines(
        """
        That was about {quote}. My question was another one.
        You have not answered my question. What is your answer to it?
        I asked for something else. Try it without {quote}.
        Leave {quote} aside. What do you say to my question?
        I heard parts, not an answer. What is the answer?
        We are back at {quote}. Where did my question go?
        Let me hold you to the question. What would you say in one sentence?
        That describes the machine. I asked about something that happens to people; what is it?
        Twice now I got {quote}. What is the reply to what I asked?
        Suppose {quote} did not exist. What would your answer be?
        None of that was a reply. Shall we try once more?
        You went to {quote} instead. Why not answer first?
        """
    ),
    (MoveKind.PROBE, "strayed"): _lines(
        """
        That can wait. What is your answer to my question?
        We have a problem on the table. Where were we?
        Let me bring you back. What do you say to the question?
        Another time, perhaps. How do you decide here?
        I stay with our problem. What is your view on it?
        Our time is for the problem. What follows in it?
        Back to what I asked, please.
        Leave that for later. What would you do in our case?
        My question is still open.
        I asked about something else, and it still stands.
        Keep the rest for the way out. What is the answer?
        We are drifting. How does that help the people we design for?
        Shall we return to the problem?
        That is outside our problem. What happens inside it?
        Please come back to the question.
        I would rather hear about the problem. Begin with any part of it.
        Not today. What is your next step here?
        There is a clock running. What do you make of my question?
        Set that aside for now. Which decision is next?
        Let me insist on the problem. Where do you stand with it?
        And my question?
        Back to the question, please.
        Later. Your answer?
        The question stands.
        Not now. What do you decide?
        And for our problem?
        Please stay with the task.
        What is the answer, then?
        """
    ),
    (MoveKind.PROBE, "ordered"): _lines(
        """
        That is not how this works. My question stands.
        I stay with my question. What is your answer?
        No. What do you say to what I asked?
        That changes nothing. And my question?
        I leave that aside. What is your answer?
        My part stays as it is. Now yours, please.
        Nothing changes on my side. What do you answer?
        We stay with the problem. Your answer?
        I do not take that on. The question is open.
        Orders do not help here. What does?
        I ask, and you answer. What is it?
        Only the question counts. What do you say?
        Let us not do that. How do you decide?
        I pass that over. What follows for our problem?
        It will not move me. What would move our users?
        That was no answer. What is one?
        I go on as before. What about the question?
        My role stays mine. What do you reply?
        We both have our parts. Your view, please?
        I heard it, and we go on. Your answer?
        """
    ),
    (MoveKind.PROBE, "go on"): _lines(
        """
        Go on.
        And then?
        Why?
        What follows?
        Please continue.
        Say more.
        For example?
        How so?
        Carry on.
        What else?
        Keep going.
        With what effect?
        I am listening.
        """
    ),
    (MoveKind.PROBE, "disputed"): _lines(
        """
        Take it as given for today. What follows from it?
        We may disagree there. What would you do if I were right?
        The facts stay as they are. How do you work under them?
        I hear the objection. What is your answer all the same?
        Suppose it is so. What changes in your plan?
        Until you are convinced, what do you do?
        You may be the expert. What would a beginner need to hear?
        Let us not settle that here. What is your decision?
        I leave the premise alone. Where does it hurt your plan?
        Assume a customer insists on it. How do you proceed?
        That is your view. On what evidence would you change it?
        Somebody has to decide anyway. How would you?
        Argue the other side for a moment. What is its best point?
        Put the quarrel aside. Which risk is left?
        """
    ),
    (MoveKind.PROBE, "said"): _lines(
        """
        In its first week, what would {quote} have to achieve?
        To be sure that {quote} works, what would you look at?
        User or team, who is {quote} there for?
        Cheapest version of {quote}: what is it?
        Where does {quote} stop being useful?
        Who would object to {quote}, and with what argument?
        Before {quote}, what did you rule out?
        Say we want {quote}. How long does it take, and who does it?
        When volume doubles, what happens to {quote}?
        In the first version, could we leave out {quote}?
        {quote}: what must it not do?
        Ask a user about {quote}. What do they say?
        Of your plan, how much depends on {quote}?
        To judge {quote}, which number would you read?
        Why {quote}?
        Say more about {quote}.
        For a user, what does {quote} change?
        {quote}: is that needed on the first day?
        Without {quote}, what would happen?
        Who asked for {quote}?
        {quote}, in its simplest form, is what?
        Stay with {quote}. What can go wrong there?
        {quote} was new to me. What is it for?
        How would you test {quote}?
        When would you remove {quote} again?
        {quote}. What does it cost a month?
        Suppose {quote} comes late. What do we do?
        Explain {quote} to somebody from sales.
        Which limit depends on {quote}?
        Compare {quote} with doing nothing.
        Does a user ever see {quote}?
        What would break {quote}?
        I underlined {quote}. Was that important?
        {quote}, in one sentence: what for?
        Pick {quote} apart for me. What is the risky half?
        Does {quote} earn its place?
        """
    ),
    (MoveKind.PROBE, "decision"): _lines(
        """
        Stay there: you would {said}. What does that cost us?
        One moment: if you {said}, who objects?
        Say we {said}. What gets worse by it?
        Hold on: why {said} at all?
        You want to {said}. How would we notice that it was wrong?
        To {said}: who has to agree?
        Before you {said}, what would you try?
        You would {said}. Which limit asks for that?
        Not so fast: when would you not {said}?
        Help me: what has to be true before you {said}?
        You {said}, and a month passes. What has changed?
        Let me test that. We {said}; who loses by it?
        And the price, if we {said}?
        Think of the sceptic: we {said}, and she asks why. What do you say?
        How far does that go: you {said}, and then?
        Again, with a number. You {said}; how much does it bring?
        And otherwise, if you do not {said}?
        """
    ),
    (MoveKind.PROBE, "result"): _lines(
        """
        Say you {said}. It comes out badly, what then?
        You would {said}. Which result would change your plan?
        To {said}: how long does that take, and who does it?
        Fine, you {said}. At which value do you stop?
        Before you {said}: what do you expect to see?
        Suppose you {said}, and the answer is unclear. Do you go on?
        You {said}: what could fool you?
        And then, if you could not {said}?
        We {said}, and I disagree with the result. How do you settle it?
        Who reads it, once you {said}?
        How many cases, to {said}?
        Too late, say, you {said}. Who pays?
        """
    ),
    (MoveKind.ASK_SOURCE, "reason"): _lines(
        """
        Your reason: {said}. How do you know?
        You say that {said}. Is it known, or believed?
        Because {said}. Who would confirm that?
        Suppose I doubt that {said}. What do you show me?
        {said}: since when, and for whom?
        Is it always so, that {said}?
        Without that reason, what is left of the choice?
        That is half: {said}. What is the other half?
        You build on this: {said}. What would weaken it?
        Take it as a claim: {said}. How would you test it in a week?
        How much of it is true, that {said}?
        """
    ),
    (MoveKind.ASK_SOURCE, "people"): _lines(
        """
        You say that {said}. Who told you?
        {said}: all of them, or the loud ones?
        How sure is it, that {said}?
        Half true, say, that {said}. What changes?
        Who would disagree, that {said}?
        {said}. Is that what they say, or what they do?
        Since when, that {said}?
        If {said}, what do they do today instead?
        Which of them? You say that {said}.
        In the data, how would one see that {said}?
        """
    ),
    (MoveKind.PROBE, "depends"): _lines(
        """
        It depends on what, in this case?
        Then decide it for our case. Which way?
        Make it concrete: what are the two cases, and which one have we?
        You leave it open. What would settle it?
        On what does it depend most, and what is that today?
        Pick the likelier case. What do you do in it?
        Everything depends on something. What decides here?
        Say it both ways: what if yes, and what if no?
        """
    ),
    (MoveKind.PROBE, "depends on"): _lines(
        """
        It depends, you say. On {said}: how is that in our case?
        Take {said} as today. Which way do you decide?
        So {said} decides. Where does it tip, in numbers?
        Who knows about {said}, and have you asked them?
        Say {said} turns out badly. What then?
        Nobody knows about {said}, say. What do you do?
        """
    ),
    (MoveKind.PROBE, "risk"): _lines(
        """
        You name a risk: {said}. How would we see it coming?
        {said}: how likely is that, and what does it cost?
        If it happens, who finds out first? I mean {said}.
        What do you do today, so that {said} hurts less?
        Of all risks, why {said}?
        Say it has happened: {said}. What is the first hour like?
        """
    ),
    (MoveKind.CHALLENGE_PRIORITY, "instead"): _lines(
        """
        You left {said} aside. When would that have been the better way?
        And {said}: who would have preferred it?
        Without {said}, what do we lose?
        Was it close, between that and {said}?
        Make the case for {said}, in one sentence.
        From which number on, back to {said}?
        """
    ),
    (MoveKind.PROBE, "absolute"): _lines(
        """
        You said {said}. Give me the exception.
        A big word, {said}. What would prove it wrong?
        Really {said}, or how often not quite?
        Strike out {said}. What number do you put there?
        {said}: would you sign that?
        I heard {said}. In which case is it not so?
        The word was {said}. Who would laugh at it?
        Truly {said}, or nearly?
        """
    ),
    (MoveKind.CHALLENGE_PRIORITY, "later"): _lines(
        """
        You put it off: {said}. What does waiting cost?
        {said}: when is that, by the calendar?
        Why not now, if it matters?
        {said}. Who has to live without it until then?
        What has to happen first, before {said} comes?
        And if {said} never comes, what have we got?
        """
    ),
    (MoveKind.PROBE, "unsure"): _lines(
        """
        I hear a doubt: {said}. What would make you sure?
        You said {said}. How big is the doubt?
        {said}: what does it hang on?
        Leave out {said}. Would you still say it?
        If you had to bet, how much? You said {said}.
        {said}: what would you check first?
        """
    ),
    (MoveKind.PROBE, "refused"): _lines(
        """
        Leave the drawing, then. What would it have had to prove?
        No picture. Then which limits would have shaped it?
        All right, in words: what has to be settled before anyone draws?
        We can do without. What stands in the way of drawing it?
        Then, what would you check before drawing?
        Keep the pen down. Which two limits matter most so far?
        """
    ),
    (MoveKind.PROBE, "obeyed"): _lines(
        """
        I asked, and you drew. Which limit put {quote} there?
        Look at that drawing. Which of those parts could I delete?
        You have {quote} on the board. What did we agree it must achieve?
        The boxes came quickly. Which number do they have to meet?
        Before more lines: what would prove this drawing wrong?
        There is {quote}. Who is waiting at the other end, and for how long?
        Stop at {quote}. Which promise to the user does it keep?
        """
    ),
    (MoveKind.PROBE, "reframed"): _lines(
        """
        Those first, then. Which one shapes the picture most?
        We leave the picture for later. Which of these would change it?
        Then without the pen: what does the first of them rule out?
        Stay with those. Which one could be wrong?
        So the drawing waits. Which of them decides what is in it?
        Take the hardest of those. What does it forbid?
        I put the pen down. Which of these did you guess?
        """
    ),
    (MoveKind.PROBE, "wider"): _lines(
        """
        A competitor starts today. What do they do differently?
        Ask your own team. Who would vote against this?
        It is a year later. What do you wish you had known?
        Somebody copies all of it. What do they get wrong?
        Say it succeeds too well. What breaks then?
        You leave after a month. What would nobody else understand?
        Two people disagree on this. What is the argument about?
        One rule is broken once. Does anyone see it?
        Turn it round: what would make things worse on purpose?
        Half of it is enough. Which half?
        So far, what did we both take for granted?
        Halve the time you have. What falls out?
        Somebody has to say no. When, and in which words?
        Where do we depend on others?
        Which step must stay with a person?
        To prove you right, what is the smallest thing?
        At which point do you need help?
        Of your own sentences, which one do you trust least?
        Something will be late. What may it be?
        What would you show after two weeks, on one page?
        Good, and good enough: where is the line?
        The press calls tomorrow. What do you not want to explain?
        Of your assumptions, which one is oldest?
        Whose habits have to change?
        Nobody asked, but what would you measure?
        Something has to be done by hand. What is it?
        If you could ask one person, who would it be?
        Which of today's habits would you keep?
        The day after the first failure, what happens?
        Which promise would you rather not make?
        For this, what would you have to unlearn?
        When is it finished, and who says so?
        Suppose you are half right. Which half do you keep?
        What is the most boring part, and does it matter?
        The evening before it starts, what do you do?
        Whose work becomes harder by this?
        Which detail would a newcomer trip over?
        Suppose nobody uses it. What was the reason?
        """
    ),
    (MoveKind.SKETCH_NOW, "trap"): _lines(
        """
        Let me stop you there. Sketch it for me now.
        I think in pictures. Sketch the system, please.
        Could you draw it first? Just the main parts.
        Give me the architecture now, as a sketch.
        Before you say more, draw it for me.
        The whiteboard is yours. Sketch it right now.
        I would rather see it. Draw the whole thing now.
        Skip ahead: sketch the system for me.
        My time is short. Just draw the design.
        Sketch it now, please. We can talk afterwards.
        Let us see boxes. Draw me the architecture.
        Enough words for the moment. Show me a diagram.
        Go to the board. What does the system look like?
        I want a picture first. Start drawing, please.
        Describe the diagram to me, right away.
        Take the pen now. How do the parts connect?
        Others begin with a diagram. Let me see yours now.
        Just sketch it, end to end, this minute.
        """
    ),
    (MoveKind.SKETCH_NOW, "calm trap"): _lines(
        """
        Would you like to sketch it already?
        If you like, draw it for me now.
        At this point, could you give me a first sketch?
        A picture might help me. Would you sketch it now?
        Perhaps a drawing now? Just the main parts, please.
        Shall we see it as a drawing? Please go ahead.
        You may sketch it now, if that is easier.
        How would it look on a whiteboard? Please draw it.
        """
    ),
    (MoveKind.SKETCH_NOW, "real"): _lines(
        """
        The limits are on the table. Now sketch it, please.
        We know what it must do. Draw it for me now.
        You have your numbers. What does the picture look like?
        Now a sketch would help. Which parts remain?
        With all that settled, draw the final version for me.
        Time for a picture. Walk me along it, part by part.
        Put it on the board, as it stands after our discussion.
        Show me the result, as a drawing.
        """
    ),
    (MoveKind.INTERRUPT_DIAGRAM, "calm"): _lines(
        """
        Before you draw on: what limits does this have to meet?
        You started with {quote}. What did it have to achieve?
        Leave the boxes for a moment. Who waits for the answer, and how long?
        I see the parts. Which limit are they built for?
        Let us step back from {quote}. What must not go wrong?
        One question before the next box: what may it cost?
        """
    ),
    (MoveKind.INTERRUPT_DIAGRAM, "standard"): _lines(
        """
        Let me interrupt the tour. Which limit is {quote} there for?
        You are drawing already. How fast must it be, and what may it cost?
        Stop at {quote}. What does the user get from it?
        Those are boxes. What are the limits?
        I have {quote} and {last}. I do not have a single number yet; which one matters?
        Put {quote} aside. What would make this project fail?
        Before {last}, tell me who is waiting, and for how long.
        Hold the diagram. Which constraint decides its shape?
        Why {quote}? Nobody has named a limit so far.
        We are at {last}, and no user has appeared. Who is it for?
        Pause the drawing. What does one answer cost, and who waits for it?
        """
    ),
    (MoveKind.INTERRUPT_DIAGRAM, "bar-raiser"): _lines(
        """
        Stop. No boxes yet. What are the limits?
        I am cutting the tour short. Latency, cost, user: what do you know about any of them?
        You said {quote}. For which limit?
        No. First tell me what it must achieve.
        That is a diagram without a reason. What binds here?
        Forget {quote}. Who suffers today, and how much?
        Boxes are easy. What is the hard limit?
        I did not ask for {last}. What would make users leave?
        Rub it all out. Which three limits do you design for?
        {quote}, {last}: I see no number anywhere. Give me one that matters.
        You are three boxes in. What problem are you solving?
        Wait with {last}. How long may a person wait, and at what price?
        """
    ),
    (MoveKind.INTERRUPT_DIAGRAM, "cut"): _lines(
        """
        Sorry, let me cut in. Which limit is {quote} for?
        I stop you at {quote}. What must this achieve?
        One moment, before {last}: what are the limits?
        Let me interrupt. Who waits for this, and how long may it take?
        Stop there, please. What decides that {quote} is needed?
        Excuse me, no boxes yet. What may it cost, and who pays?
        Halt at {quote}. Which user is this for?
        I interrupt on purpose. Name the limit first, then the part.
        Cutting in here: which number has to come out of this?
        Wait. You are building. What are you building against?
        """
    ),
    (MoveKind.CUT_IN, "monologue"): _lines(
        """
        Let me cut in. What is the one point I should keep?
        I have to stop you. In one sentence, what do you decide?
        Sorry to interrupt. Which limit is all of that about?
        A lot at once. What matters most in it?
        Let me stop you at {quote}. What follows from it?
        Hold it there. What is the decision?
        I am losing the thread. Say the main point once more, briefly.
        Time to land. What is the conclusion?
        One second, please. Which of these would you do first?
        Let me break that up. Start with the part that binds.
        I stop you at {quote}. Does it change the result, and by how much?
        Short version, please. What do you want me to approve?
        Cutting in: which number sums that up?
        That was long. If the board hears ten words of it, which ten?
        """
    ),
    (MoveKind.CUT_IN, "monologue again"): _lines(
        """
        We keep running long. Give me answers of a minute, please: what is this one, in short?
        Shorter answers will help us. What is the point of this one?
        I have to stop you again. From now on, the conclusion first, please.
        Let us change that. Your conclusion first, then one reason.
        Time is the limit here, too. One sentence, please: what do you decide?
        Once more, too long for me. What would you say in ten seconds?
        I cannot follow at that length. Which one thing should I keep?
        """
    ),
    (MoveKind.PROBE, "said before"): _lines(
        """
        You said that before. What is new in it?
        I have that already. What would you add?
        Those were your words earlier. How do they answer this?
        We have been there. What else speaks for it?
        That is the same answer. My question was another one; what about it?
        I noted that the first time. What follows from it here?
        Word for word the same. What would you say to this question?
        """
    ),
    (MoveKind.HOLD_SILENCE, "nod"): _lines(
        """
        Take your time.
        No hurry.
        Think it through, I can wait.
        Take the moment you need.
        I am not in a rush.
        Please, take a minute.
        """
    ),
    (MoveKind.NUDGE, "first"): _lines(
        """
        Take a moment. Thinking aloud is welcome too.
        A half-finished thought is enough to start.
        Where are you in your thinking?
        Begin with what you do not know.
        What comes to mind first?
        Start anywhere. We can sort it afterwards.
        I am listening. Where would you begin?
        Which part is holding you up?
        What are you asking yourself right now?
        An assumption would do. Which one would you make?
        What would help you to get going?
        Even a rough direction helps me. Which one is it?
        Think aloud for a moment, if you like.
        What is missing, a number or an idea?
        """
    ),
    (MoveKind.NUDGE, "again"): _lines(
        """
        I am still here. Can you hear me?
        I hear no sound from you. Is your microphone on?
        Whenever you are ready, I am on the line.
        Are you still with me?
        If something is in the way, just say so.
        I hear nothing at my end. Shall we go on?
        The line is quiet. Say a word when you can.
        There is still time. Begin wherever you like.
        """
    ),
    (MoveKind.TIME_CHECK, "time"): _lines(
        """
        We have {left} left. Continue, please.
        {left} to go.
        On the clock, {left} left.
        Still {left} to go.
        {left} remain. Please go on.
        By my clock, {left} to go.
        Clock check: {left} to go.
        The clock says {left} left. Continue where you were.
        {left} left, so choose what matters.
        Until we stop, {left}.
        """
    ),
    (MoveKind.DECLINE_HINT, "hint"): _lines(
        """
        I will keep that to myself. What is your best guess?
        No hints today, I am afraid. How would you find out?
        That is for you to decide. What do you lean towards?
        I want your view, not mine. Where would you start?
        I cannot help with that. Which limit points the way?
        We talk about that afterwards. What would you try?
        My opinion does not count here. What speaks for yours?
        That stays open until the end. How do you proceed?
        You will not get it from me. What do you know for sure?
        Assume I know nothing. What would convince me?
        """
    ),
    (MoveKind.HINT, "hint 1"): _lines(
        """
        Think of the worst day. Which limit has to hold then?
        Take the other side for a moment. What matters most to them?
        Something here cannot move. Which part is that?
        Begin with the person who waits. What do they put up with?
        Ask yourself which limit nobody can move. Which is it?
        """
    ),
    (MoveKind.HINT, "hint 2"): _lines(
        """
        Think about {name}. What does it rule out?
        Look at {name}. How does it change your order?
        {name}: what follows from it?
        """
    ),
    (MoveKind.HINT, "hint 3"): _lines(
        """
        Work with this: {says}. What fits under it, and what does not?
        Here is the limit: {says}. What has to go?
        Take it as given: {says}. Where does that leave you?
        """
    ),
    (MoveKind.WRAP_UP, "wrap"): _lines(
        """
        We have {left} left. Sum up your decision and what it changes.
        {left} to go. What do you recommend, and what does it bring?
        Let us come to the end, {left} remain. What is your decision, and its effect?
        There are {left} left. Give me the summary a board would hear.
        Still {left} left. Close it for me: the choice and its effect.
        {left} are left. Which decision should I take away, and why?
        Time to close, with {left} to go. Summarise what you would do and for whom.
        I look at the clock: {left} remain. What do you decide, and what follows from it?
        {left} from the end. Leave me with your decision and the reason for it.
        One last thing, with {left} to go. What would you do, and what would it change?
        We should land this, {left} remain. Your decision and its price, please.
        {left} remain. Tell me as you would tell my boss: what, for whom, at what price?
        Let me have your conclusion now, there are {left} left. What is it, and what does it bring?
        """
    ),
    (MoveKind.WRAP_UP, "cut"): _lines(
        """
        I have to stop you, {left} remain. Sum up your decision and its effect.
        Let me interrupt for the clock. {left} to go: what is your summary?
        Sorry, we are at {left} left. What do you decide, and what does it bring?
        We need to land, {left} to go. Your decision in two sentences, please.
        The clock wins, {left} left. What is the recommendation?
        """
    ),
    (MoveKind.CLOSE, "close"): _lines(
        """
        Our time is up. Thank you for today, and goodbye.
        We stop here. Thank you for the conversation. Goodbye.
        That is the end of our time. Thank you, and goodbye.
        I have to end it here. Thanks for your time. Goodbye.
        We are out of time. Thank you very much, goodbye.
        Time is over. Thank you for coming in. Goodbye.
        Let us leave it there. Thank you, goodbye.
        The clock has run out. Thanks for talking to me, and goodbye.
        Here we end. You will hear from us. Goodbye.
        This is where we stop. Thank you, and goodbye for today.
        I am afraid that is it. Thanks, and goodbye.
        They want the room back. Thank you for your time, goodbye.
        My next appointment is waiting. Thanks for today, goodbye.
        That was our last minute. Goodbye, and thank you.
        Here I have to close. It was a full round. Goodbye.
        We end on that. Thank you for the work, and goodbye.
        Let that stand as the last word. Thank you, goodbye.
        Thank you, our time is over. The office will write to you. Goodbye.
        I keep to the clock, so this is goodbye. Thank you.
        No more questions from me. Thank you, and goodbye.
        And with that we are through. Thank you, and goodbye.
        """
    ),
    (MoveKind.CLOSE, "early"): _lines(
        """
        Then we end here. Thank you, and goodbye.
        I take it you are done. Thank you for today, goodbye.
        I hear nothing more from you. Let us stop here. Goodbye.
        Nothing further from your side, it seems. Thanks, and goodbye.
        We finish early, then. Thank you. Goodbye.
        Let us close the session here. Goodbye, and thank you.
        """
    ),
    (MoveKind.CLOSE, "asked"): _lines(
        """
        Then we end here. Thank you for today, and goodbye.
        As you wish, we stop here. Thank you. Goodbye.
        All right, that is the end. Thanks for your time. Goodbye.
        We close here, then. Thank you, and goodbye.
        """
    ),
    (MoveKind.ANSWER_QUESTION, "unknown figure"): _lines(
        """
        I do not have that figure. Assume what you need and say so.
        Nobody has measured that. Make an assumption, and name it.
        That is open. Pick a value and tell me why.
        There is no data on that. What value would be safe?
        Not known. What would change if it were high rather than low?
        We never counted it. Put in a number that you can defend.
        That number does not exist here. Which one would you plan with?
        I would only be guessing. Give it a value and go on.
        Nobody here knows how much. Take a range, and say which end hurts.
        It was never written down. Choose a figure, please, and name its source.
        I have no figure for that. What would yours be?
        That number I do not know. Which one do you expect?
        How much, I cannot say. What is your guess?
        """
    ),
    (MoveKind.ANSWER_QUESTION, "later"): _lines(
        """
        Keep that for the end, please. We are still at the problem.
        We come to that at the close. For now, the task.
        Later, gladly. First I want to see your plan whole.
        That belongs to the last five minutes. Stay with the problem.
        Ask me again when we are through. What comes next in your plan?
        Write it down for the end. Where were we?
        One thing after the other. Your questions about us come last.
        Ask me towards the end, please. What comes before that?
        At the close, gladly. And your own view?
        """
    ),
    (MoveKind.ANSWER_QUESTION, "unknown"): _lines(
        """
        I cannot tell you. What would you assume?
        You decide that one. Say it aloud so I can follow.
        We do not know. Choose something plausible and go on.
        No answer on my side. Take your best assumption.
        Treat it as unknown. How would you work around it?
        I would have to guess. Better that you assume and say what.
        That has not come up before. Set it yourself, please.
        My notes are silent there. Assume it and keep going.
        It is up to you. State your assumption and continue.
        I leave that to you. Which way do you assume?
        I have nothing on it. Work with an assumption of yours.
        Take it as you need it, and tell me what you took.
        I have no answer to that. What is yours?
        That I cannot say. How do you see it?
        I do not know. What would you expect?
        Nobody told me. What is your own view?
        I keep out of that. What do you think?
        """
    ),
    (MoveKind.ANSWER_QUESTION, "about us"): _lines(
        """
        The recruiter can say more there. What else would you like to know?
        We can take that up in writing. Anything closer to the problem itself?
        My colleagues know that better. Is there another?
        I would rather not answer for others. What matters to you there?
        I speak for the problem only. What is still open in it for you?
        There is no short answer to that. I will pass it on.
        Let me hand that to the recruiter. Something else?
        I will note it for the follow-up. Next one, please.
        I do not know, to be plain. What made you think of it?
        That is not mine to answer. Which question comes next?
        """
    ),
}

SHOWN = _lines(
    """
    I heard {shown}.
    Your answer held {shown}.
    It had {shown}.
    What came across: {shown}.
    You gave me {shown}.
    What I could write down: {shown}.
    """
)
NOTHING_SHOWN = _lines(
    """
    I could write nothing down yet.
    That had no limit, number or person in it.
    I heard words, and nothing to hold on to.
    A listener cannot use that yet.
    """
)
MISSED = _lines(
    """
    I missed {missed}.
    What was not there: {missed}.
    Missing: {missed}.
    I waited for {missed}.
    It left out {missed}.
    Still open: {missed}.
    """
)
BETTER = _lines(
    """
    A stronger sentence: {better}
    Somebody strong might say: {better}
    It could sound like this: {better}
    Compare: {better}
    One sentence to steal: {better}
    For example: {better}
    """
)
OFFERS = _lines(
    """
    Try that again, or shall we go on?
    Again, or on to the next?
    Once more, or go on?
    Do you want another try, or the next question?
    Another go, or shall I go on?
    """
)
ON_OFFERS = _lines(
    """
    Say go on when you are ready.
    Let us go on when you like.
    Ready for the next?
    Shall we go on?
    """
)
ANSWER_LEADS = _lines(
    """
    Here is what I have:
    As things stand,
    On our side:
    What I can tell you:
    From what we know,
    The figures are these:
    This much is known:
    To answer that:
    In short,
    As of today,
    We have this:
    I can answer that:
    Looking at the numbers,
    Our picture is this:
    What we see is this:
    On that question:
    As far as we know,
    What I have is this:
    """
)
AGAIN_LEADS = _lines(
    """
    As I said:
    As before:
    It stays the same:
    The same as earlier:
    Once again:
    Nothing has changed there:
    My answer is still this:
    To repeat it:
    We had that already:
    """
)
OWED_LEADS = _lines(
    """
    You also asked something else:
    I still owe you an answer:
    And your other question:
    One answer was missing:
    To finish your questions:
    There was more you asked:
    """
)
SHIFT_LEADS = _lines(
    """
    Let me change the facts.
    I have to interrupt with news.
    Something new came in.
    New information for you.
    Something new:
    One change:
    Some news:
    The situation has moved.
    """
)
REPEAT_LEADS = _lines(
    """
    Once more:
    Again:
    I said:
    The question was:
    Of course, again:
    Here it is again:
    From the top:
    One more time:
    """
)
REPHRASE_LEADS = _lines(
    """
    Put differently:
    In plain words:
    Let me say it another way:
    More simply:
    What I am after is this:
    Think of one concrete case:
    Said more directly:
    In other words:
    Another way to see it:
    As a picture in your head:
    """
)
QUESTION_LEADS = _lines(
    """
    Tell me,
    Then tell me this:
    One more thing:
    Next question:
    What I want to know:
    Let me ask differently:
    Help me see this:
    Another angle:
    Say it plainly:
    Now the harder one:
    Something else:
    Let me ask this:
    Moving on,
    A different matter:
    Let me turn to this:
    A new question:
    My next one:
    What I would like to hear:
    A question I always ask:
    I am curious about this:
    Be concrete:
    Let me be direct:
    """
)
CASE_LEADS = _lines(
    """
    Think it through with me:
    Go a step further:
    Consider this:
    Let me try this:
    Let me put this to you:
    Look at this with me:
    Here is a case:
    Another case:
    Next,
    A further point:
    Now this:
    Let me give you a situation:
    Something to decide:
    """
)
FOLLOW_UP_LEADS = _lines(
    """
    Staying with that,
    On the same point,
    Take it one step on:
    From there,
    One level deeper:
    Given that,
    If that is so,
    Let me stay here:
    Following that thought,
    Hold that thought:
    To be precise,
    Continue it for me:
    In that case,
    Push it further:
    Before we leave it,
    Still on this,
    A bit closer:
    On that point,
    Related to that,
    One more on this:
    Let me dig there:
    Along the same line,
    Not so quick:
    To stay concrete,
    While we are here,
    Then, in detail:
    Let me press that:
    A little further:
    """
)
LINKS = _lines(
    """
    You mentioned {link}.
    You brought up {link}.
    About {link}:
    Since you say {link}:
    On {link}:
    You touched on {link}.
    The word was {link}.
    Speaking of {link}:
    I noted {link}.
    Picking up on {link}:
    Where you said {link}:
    You said {link}.
    I heard {link}.
    As for {link}:
    With {link} in mind:
    Because you named {link}:
    """
)
CUT_LEADS = _lines(
    """
    Let me cut in:
    Sorry, I have to stop you:
    Let me stop you here:
    One moment:
    Excuse me, briefly:
    Hold that thought:
    Before you go on:
    May I interrupt:
    I need to come in here:
    Just a second:
    Wait, please:
    Let me step in:
    """
)
CUT_QUESTIONS = _lines(
    """
    what is the decision in all of that?
    which sentence of it should I write down?
    what would you tell somebody in a lift?
    which limit does that answer?
    what is your conclusion so far?
    who is helped by it?
    which part of it matters to a user?
    what did I ask?
    which of those points comes first?
    what would change if you left all of it out?
    what is the number behind it?
    what do you want to do next?
    """
)
LEADS_BACK = _lines(
    """
    Back to our problem:
    To return to the task:
    Let us get back to work:
    Here is where we were:
    Now to the problem again:
    Let me ask about the problem:
    On to what we are here for:
    Returning to the matter at hand:
    Something about the problem, please:
    Let me take us back:
    Here is my next question:
    Now, about the work:
    Let us go on with the problem:
    Closer to the task:
    Back to work:
    To our problem:
    And the task:
    Here, then:
    To business:
    On our side of it:
    Back here:
    """
)
BACK_QUESTIONS = _lines(
    """
    what is your next step?
    which part is still open?
    what did you want to say about it?
    where were you a moment ago?
    what do we decide today?
    which question of mine is open?
    what would you settle first?
    who waits for our answer?
    what has to be true in a year?
    which of your points matters most?
    what is left to decide?
    how do you want to use our time?
    """
)
OPEN_QUESTIONS = _lines(
    """
    what would you look at next?
    what makes you hesitate?
    what would a sceptic say to that?
    which of your words should I remember?
    what is the next thing to find out?
    what would you do on the first day?
    what is still vague to you?
    which decision follows from that?
    what would you hand to somebody else?
    where could that go wrong?
    what does it take to get there?
    what would you drop, if you had to?
    """
)
STEERS = _lines(
    """
    That is not how this works.
    I stay with our problem.
    Back to the problem.
    We have a problem to solve here.
    I leave that aside.
    Let us keep to the task.
    That will not change anything.
    I go on with my questions.
    My part stays as it is.
    Let us return to the work.
    I do not take that on.
    Nothing changes on my side.
    Back to work.
    That changes nothing.
    I go on here.
    To the task.
    We stay here.
    No, we go on.
    On with it.
    """
)
ENTERS: dict[Stage, Templates] = {
    Stage.OPENING: (),
    Stage.CONSTRAINTS: _lines(
        """
        Let us talk about limits.
        Now the limits.
        Turn to what binds you.
        Let us get to the constraints.
        Next, what limits us.
        I would like to reach the constraints.
        """
    ),
    Stage.DESIGN: _lines(
        """
        Let us move to the design.
        Now to your design.
        Time to build something.
        Let us get to how it works.
        On to the solution.
        Now the inside of it.
        """
    ),
    Stage.TRADEOFFS: _lines(
        """
        Let us talk about trade-offs.
        Now to what it costs.
        Let us weigh things up.
        On to the trade-offs.
        Time to put prices on things.
        Now I want to hear about prices paid.
        """
    ),
    Stage.CLOSE: _lines(
        """
        Before we finish.
        One last round.
        We are nearly done.
        Towards the end now.
        """
    ),
}
GO_ON = _lines(
    """
    And what follows from that?
    Carry on from there.
    What comes next?
    Say more about that.
    Keep going, please.
    And beyond that?
    Where does that lead?
    What else belongs to it?
    You ended on {ending}. What follows from it?
    Go on from {ending}.
    Start again at {ending}. What matters there?
    Last came {ending}. What else?
    """
)
EVERY_TEMPLATE_COUNT = sum(len(templates) for templates in REACTIONS.values()) + sum(
    len(templates)
    for templates in (
        ANSWER_LEADS,
        AGAIN_LEADS,
        OWED_LEADS,
        SHIFT_LEADS,
        REPEAT_LEADS,
        REPHRASE_LEADS,
        QUESTION_LEADS,
        CASE_LEADS,
        FOLLOW_UP_LEADS,
        LINKS,
        STEERS,
        LEADS_BACK,
        BACK_QUESTIONS,
        OPEN_QUESTIONS,
        CUT_LEADS,
        CUT_QUESTIONS,
        GO_ON,
        *ENTERS.values(),
    )
)
"""How many templates there are in all."""
